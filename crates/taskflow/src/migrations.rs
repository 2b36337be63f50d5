//! The migrations, built into the binary.

use taskflow_db::Migration;

macro_rules! migration {
    ($version:literal, $name:literal) => {
        Migration {
            version: $version,
            name: $name,
            sqlite_up: include_str!(concat!("../../../migrations/", $name, ".sqlite.up.sql")),
            sqlite_down: include_str!(concat!("../../../migrations/", $name, ".sqlite.down.sql")),
            postgres_up: include_str!(concat!("../../../migrations/", $name, ".postgres.up.sql")),
            postgres_down: include_str!(concat!("../../../migrations/", $name, ".postgres.down.sql")),
        }
    };
}

/// All migrations, oldest first. What was released is never changed: add the next one.
pub const ALL: &[Migration] = &[
    migration!(1, "0001_log"),
    migration!(2, "0002_users"),
    migration!(3, "0003_workspaces"),
    migration!(4, "0004_projects"),
    migration!(5, "0005_tasks"),
    migration!(6, "0006_imports"),
    migration!(7, "0007_sync"),
    migration!(8, "0008_board"),
    migration!(9, "0009_search"),
    migration!(10, "0010_views"),
    migration!(11, "0011_mine"),
    migration!(12, "0012_custom_fields"),
    migration!(13, "0013_milestones"),
    migration!(14, "0014_cycles"),
    migration!(15, "0015_time"),
    migration!(16, "0016_import_jobs"),
    migration!(17, "0017_export_jobs"),
    migration!(18, "0018_consumers"),
    migration!(19, "0019_notifications"),
    migration!(20, "0020_audit"),
    migration!(21, "0021_webhooks"),
    migration!(22, "0022_past"),
    migration!(23, "0023_automation"),
    migration!(24, "0024_templates"),
    migration!(25, "0025_estimate_sums"),
    migration!(26, "0026_shared_texts"),
    migration!(27, "0027_series"),
    migration!(28, "0028_old_notifications"),
    migration!(29, "0029_mail"),
    migration!(30, "0030_push"),
    migration!(31, "0031_more_indexes"),
];
