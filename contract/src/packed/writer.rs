//! Writes postcard's form, in which a field that JSON leaves out is an absent option.

use super::NotPacked;
use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// What was written so far.
#[derive(Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.0.push(number.to_le_bytes()[0]);
    }

    /// As [`Writer::number`], with the sign in the lowest bit.
    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    fn items(&mut self, length: Option<usize>) -> Items<'_> {
        if let Some(length) = length {
            self.number(length as u64);
        }
        let begin = length.is_none().then_some(self.0.len());
        Items { writer: self, begin, count: 0 }
    }
}

/// The items of a list or map. Where their number was not known, it is put before them in the end.
pub(super) struct Items<'a> {
    writer: &'a mut Writer,
    begin: Option<usize>,
    count: u64,
}

impl Items<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotPacked> {
        self.count += 1;
        value.serialize(&mut *self.writer)
    }

    fn end(self) {
        if let Some(begin) = self.begin {
            let items = self.writer.0.split_off(begin);
            self.writer.number(self.count);
            self.writer.0.extend(items);
        }
    }
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = NotPacked;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Items<'a>;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bool(self, value: bool) -> Result<(), NotPacked> {
        self.serialize_u8(value.into())
    }

    fn serialize_i8(self, value: i8) -> Result<(), NotPacked> {
        self.serialize_u8(value.cast_unsigned())
    }

    fn serialize_i16(self, value: i16) -> Result<(), NotPacked> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), NotPacked> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), NotPacked> {
        self.signed(value);
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Result<(), NotPacked> {
        self.0.push(value);
        Ok(())
    }

    fn serialize_u16(self, value: u16) -> Result<(), NotPacked> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), NotPacked> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), NotPacked> {
        self.number(value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), NotPacked> {
        self.0.extend(value.to_le_bytes());
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Result<(), NotPacked> {
        self.0.extend(value.to_le_bytes());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), NotPacked> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), NotPacked> {
        self.serialize_bytes(value.as_bytes())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), NotPacked> {
        self.number(value.len() as u64);
        self.0.extend(value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), NotPacked> {
        self.serialize_u8(0)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), NotPacked> {
        self.0.push(1);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), NotPacked> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), NotPacked> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, index: u32, _: &'static str) -> Result<(), NotPacked> {
        self.serialize_u32(index)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), NotPacked> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), NotPacked> {
        self.number(index.into());
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items<'a>, NotPacked> {
        Ok(self.items(length))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, NotPacked> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, NotPacked> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, NotPacked> {
        self.number(index.into());
        Ok(self)
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Items<'a>, NotPacked> {
        Ok(self.items(length))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, NotPacked> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, NotPacked> {
        self.number(index.into());
        Ok(self)
    }
}

/// Traits for the items of something, which are written one after the other.
macro_rules! items {
    ($($of:ident :: $item:ident),+) => {$(
        impl $of for &mut Writer {
            type Ok = ();
            type Error = NotPacked;

            fn $item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotPacked> {
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), NotPacked> {
                Ok(())
            }
        }
    )+};
}

items!(
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

/// The same for those whose items have names.
macro_rules! fields {
    ($($of:ident),+) => {$(
        impl $of for &mut Writer {
            type Ok = ();
            type Error = NotPacked;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, _: &'static str, value: &T) -> Result<(), NotPacked> {
                value.serialize(&mut **self)
            }

            // Only options are left out, and only when they are absent.
            fn skip_field(&mut self, _: &'static str) -> Result<(), NotPacked> {
                self.serialize_none()
            }

            fn end(self) -> Result<(), NotPacked> {
                Ok(())
            }
        }
    )+};
}

fields!(SerializeStruct, SerializeStructVariant);

impl SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = NotPacked;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotPacked> {
        self.item(value)
    }

    fn end(self) -> Result<(), NotPacked> {
        self.end();
        Ok(())
    }
}

impl SerializeMap for Items<'_> {
    type Ok = ();
    type Error = NotPacked;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), NotPacked> {
        self.item(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotPacked> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), NotPacked> {
        self.end();
        Ok(())
    }
}
