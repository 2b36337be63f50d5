//! What workspaces and teams may be called, and set to.

use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::model::{Team, Workspace};
use super::slug::check_slug;
use super::text::{line, lines, not_null};
use crate::base::error::Faults;
use crate::base::{Patch, Result};

