//! despatch: a static site generator for defence-policy briefings.
#![doc = include_str!("../ARCHITECTURE.md")]

pub mod base;
pub mod model;
pub mod config;
pub mod discover;
pub mod read;
pub mod gate;
pub mod library;
pub mod plan;
pub mod render;
pub mod check;
pub mod pipeline;
pub mod write;
pub mod serve;
pub mod cli;
