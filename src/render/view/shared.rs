//! What many pages show: made once, and copied by none of them.

use std::marker::PhantomData;

use serde::{Serialize, Serializer};

use crate::render::templates::Value;

/// A part of a view as templates see it. Copies share one value: the card of a briefing stands on dozens of pages, and a menu
/// on all of them.
pub struct Shared<T> {
    value: Value,
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize> Shared<T> {
    /// The part, ready to be shown.
    #[must_use]
    pub fn of(part: &T) -> Self {
        Self::holding(Value::from_serializable(part))
    }
}

impl<T> Shared<T> {
    fn holding(value: Value) -> Self {
        Self { value, of: PhantomData }
    }
}

impl<T> Shared<Vec<T>> {
    /// Whether it lists nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.value.as_array().is_none_or(<[Value]>::is_empty)
    }
}

impl<T> Default for Shared<Vec<T>> {
    fn default() -> Self {
        Self::holding(Vec::<Value>::new().into())
    }
}

impl<T> FromIterator<Shared<T>> for Shared<Vec<T>> {
    fn from_iter<I: IntoIterator<Item = Shared<T>>>(parts: I) -> Self {
        Self::holding(parts.into_iter().map(|part| part.value).collect::<Vec<Value>>().into())
    }
}

impl<T: Serialize> From<T> for Shared<T> {
    fn from(part: T) -> Self {
        Self::of(&part)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self::holding(self.value.clone())
    }
}

impl<T> std::fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value.fmt(f)
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}
