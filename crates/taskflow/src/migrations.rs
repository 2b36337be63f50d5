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
    migration!(10, "0010_board"),
    migration!(11, "0011_search"),
    migration!(12, "0012_views"),
    migration!(13, "0013_mine"),
    migration!(20, "0020_custom_fields"),
    migration!(30, "0030_milestones"),
    migration!(31, "0031_cycles"),
    migration!(32, "0032_time"),
    migration!(50, "0050_import_jobs"),
    migration!(51, "0051_export_jobs"),
];
