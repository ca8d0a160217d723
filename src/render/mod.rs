//! Rendering: jobs become artifacts. A page is a pure function of its view.

pub mod ground;
pub mod html;
pub mod templates;
pub mod theme;
pub mod view;

pub use ground::Ground;
