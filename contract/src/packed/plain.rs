//! JSON values of any kind, packed: a JSON value says by itself what it is, a packed one does not.

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use std::collections::BTreeMap;

#[derive(Serialize, Deserialize)]
enum Plain {
    Null,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Real(f64),
    Text(String),
    List(Vec<Plain>),
    Object(Vec<(String, Plain)>),
}

impl From<&Value> for Plain {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => Self::Unsigned(number),
                (None, Some(number)) => Self::Signed(number),
                (None, None) => Self::Real(number.as_f64().unwrap_or_default()),
            },
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(values) => Self::List(values.iter().map(Self::from).collect()),
            Value::Object(fields) => {
                Self::Object(fields.iter().map(|(name, value)| (name.clone(), value.into())).collect())
            }
        }
    }
}

impl From<Plain> for Value {
    fn from(plain: Plain) -> Self {
        match plain {
            Plain::Null => Self::Null,
            Plain::Bool(value) => Self::Bool(value),
            Plain::Unsigned(number) => Self::Number(number.into()),
            Plain::Signed(number) => Self::Number(number.into()),
            Plain::Real(number) => Number::from_f64(number).map_or(Self::Null, Self::Number),
            Plain::Text(text) => Self::String(text),
            Plain::List(values) => Self::Array(values.into_iter().map(Self::from).collect()),
            Plain::Object(fields) => {
                Self::Object(fields.into_iter().map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}

/// For `#[serde(with = …)]`: the changes of an event, by field, with the value before and after.
pub(crate) mod changes {
    use super::{BTreeMap, Deserialize, Plain, Serialize, Value};
    use serde::{Deserializer, Serializer};

    type Changes = BTreeMap<String, (Value, Value)>;

    pub(crate) fn serialize<S: Serializer>(changes: &Changes, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return changes.serialize(serializer);
        }
        let plain = changes.iter().map(|(field, (before, after))| (field, (Plain::from(before), Plain::from(after))));
        plain.collect::<Vec<_>>().serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Changes, D::Error> {
        if deserializer.is_human_readable() {
            return Changes::deserialize(deserializer);
        }
        let plain = Vec::<(String, (Plain, Plain))>::deserialize(deserializer)?;
        Ok(plain.into_iter().map(|(field, (before, after))| (field, (before.into(), after.into()))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packed::{pack, unpack};
    use serde_json::json;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Event {
        #[serde(with = "changes")]
        changes: BTreeMap<String, (Value, Value)>,
    }

    #[test]
    fn changes_of_any_kind_come_back() {
        let after = json!({ "list": [1, -2, 0.5, "text", null], "yes": true });
        let event = Event { changes: BTreeMap::from([("field".to_owned(), (Value::Null, after))]) };
        assert_eq!(unpack::<Event>(&pack(&event).unwrap()).unwrap(), event);
        let text = serde_json::to_string(&event).unwrap();
        assert_eq!(text, r#"{"changes":{"field":[null,{"list":[1,-2,0.5,"text",null],"yes":true}]}}"#);
        assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
    }
}
