//! Front matter of every form as one small tree with spans, and one schema that lays it over a briefing.

mod value;

pub(crate) use value::{Data, Entry, Value};
