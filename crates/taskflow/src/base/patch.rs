//! Members of a JSON merge patch (RFC 7396).

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};
use utoipa::openapi::{RefOr, Schema, schema::SchemaType};
use utoipa::{PartialSchema, ToSchema};

/// A member of a merge patch: absent leaves the field, `null` clears it, a value sets it.
/// Use with `#[serde(default)]` on the struct or field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    #[default]
    Keep,
    Clear,
    Set(T),
}

impl<T> Patch<T> {
    /// The field's new value: `None` when it is left alone, `Some(None)` when it is cleared.
    pub fn change(self) -> Option<Option<T>> {
        match self {
            Self::Keep => None,
            Self::Clear => Some(None),
            Self::Set(value) => Some(Some(value)),
        }
    }

    /// The field's value after the patch.
    pub fn over(self, current: Option<T>) -> Option<T> {
        self.change().unwrap_or(current)
    }

    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

impl<T: ToSchema> PartialSchema for Patch<T> {
    fn schema() -> RefOr<Schema> {
        let inner = T::schema();
        if let RefOr::T(Schema::Object(mut object)) = inner {
            if let SchemaType::Type(kind) = object.schema_type {
                object.schema_type = SchemaType::from_iter([kind, utoipa::openapi::Type::Null]);
            }
            return RefOr::T(Schema::Object(object));
        }
        let null =
            utoipa::openapi::ObjectBuilder::new().schema_type(SchemaType::Type(utoipa::openapi::Type::Null));
        RefOr::T(utoipa::openapi::OneOfBuilder::new().item(inner).item(null).into())
    }
}

impl<T: ToSchema> ToSchema for Patch<T> {
    fn name() -> Cow<'static, str> {
        T::name()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
    }
}
