//! Views as their template sees them: the parts that it reads. Each part of a view costs some hundred steps of the machine, and one
//! of few parts is looked through faster.

use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A view, of which the template sees the parts that it names.
pub(super) struct Seen<'a, T> {
    pub(super) view: &'a T,
    pub(super) parts: &'a [String],
}

impl<T: Serialize> Serialize for Seen<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view.serialize(View { inner: serializer, parts: self.parts })
    }
}

/// Writes what it is given as `inner` does, but that of a struct the other parts are left out.
struct View<'a, S> {
    inner: S,
    parts: &'a [String],
}

/// The methods in which nothing is left out.
macro_rules! as_it_is {
    ($($method:ident($($given:ident: $of:ty),*) -> $made:ty;)*) => {
        $(fn $method(self, $($given: $of),*) -> Result<$made, S::Error> {
            self.inner.$method($($given),*)
        })*
    };
}

impl<'a, S: Serializer> Serializer for View<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = S::SerializeSeq;
    type SerializeTuple = S::SerializeTuple;
    type SerializeTupleStruct = S::SerializeTupleStruct;
    type SerializeTupleVariant = S::SerializeTupleVariant;
    type SerializeMap = S::SerializeMap;
    type SerializeStruct = Fields<'a, S::SerializeStruct>;
    type SerializeStructVariant = S::SerializeStructVariant;

    as_it_is! {
        serialize_bool(v: bool) -> S::Ok;
        serialize_i8(v: i8) -> S::Ok;
        serialize_i16(v: i16) -> S::Ok;
        serialize_i32(v: i32) -> S::Ok;
        serialize_i64(v: i64) -> S::Ok;
        serialize_u8(v: u8) -> S::Ok;
        serialize_u16(v: u16) -> S::Ok;
        serialize_u32(v: u32) -> S::Ok;
        serialize_u64(v: u64) -> S::Ok;
        serialize_f32(v: f32) -> S::Ok;
        serialize_f64(v: f64) -> S::Ok;
        serialize_char(v: char) -> S::Ok;
        serialize_str(v: &str) -> S::Ok;
        serialize_bytes(v: &[u8]) -> S::Ok;
        serialize_none() -> S::Ok;
        serialize_unit() -> S::Ok;
        serialize_unit_struct(name: &'static str) -> S::Ok;
        serialize_unit_variant(name: &'static str, at: u32, variant: &'static str) -> S::Ok;
        serialize_seq(len: Option<usize>) -> S::SerializeSeq;
        serialize_tuple(len: usize) -> S::SerializeTuple;
        serialize_tuple_struct(name: &'static str, len: usize) -> S::SerializeTupleStruct;
        serialize_tuple_variant(name: &'static str, at: u32, variant: &'static str, len: usize) -> S::SerializeTupleVariant;
        serialize_map(len: Option<usize>) -> S::SerializeMap;
        serialize_struct_variant(name: &'static str, at: u32, variant: &'static str, len: usize) -> S::SerializeStructVariant;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_some(value)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_struct(name, value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        at: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_variant(name, at, variant, value)
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeStruct, S::Error> {
        let inner = self.inner.serialize_struct(name, self.parts.len())?;
        Ok(Fields { inner, parts: self.parts })
    }
}

struct Fields<'a, F> {
    inner: F,
    parts: &'a [String],
}

impl<F: SerializeStruct> SerializeStruct for Fields<'_, F> {
    type Ok = F::Ok;
    type Error = F::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), F::Error> {
        if self.parts.iter().any(|part| part == key) {
            return self.inner.serialize_field(key, value);
        }
        self.inner.skip_field(key)
    }

    fn end(self) -> Result<F::Ok, F::Error> {
        self.inner.end()
    }
}

#[cfg(test)]
mod tests {
    use tera::Value;

    use super::*;

    #[derive(serde::Serialize)]
    struct Inner {
        a: u8,
        d: u8,
    }

    #[derive(serde::Serialize)]
    struct Outer {
        a: &'static str,
        b: Option<u8>,
        c: Inner,
    }

    #[test]
    fn a_view_has_the_parts_that_are_read_each_of_them_whole() {
        let view = Outer { a: "x", b: None, c: Inner { a: 1, d: 2 } };
        let seen = |parts: &[&str]| {
            let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
            Value::from_serializable(&Seen { view: &view, parts: &parts }).to_string()
        };
        assert_eq!(seen(&["c", "b", "e"]), r#"{"b": , "c": {"a": 1, "d": 2}}"#);
        assert_eq!(seen(&[]), "{}");
    }
}
