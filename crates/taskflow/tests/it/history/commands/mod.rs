//! The table of commands: what a step may do. A file a service.
//!
//! Each answers `None` when there is nothing to do it with. What it may be refused for is the player's to know.

mod account;
mod automation;
mod bulk;
mod field;
mod finding;
mod people;
mod plan;
mod project;
mod talk;
pub mod task;
mod template;
mod time;
mod told;
mod webhook;
mod workspace;

use std::future::Future;
use std::pin::Pin;

use super::play::History;
use super::step::Step;

pub type Command = for<'a> fn(&'a History, Step) -> Pin<Box<dyn Future<Output = Option<()>> + 'a>>;

macro_rules! commands {
    ($($file:ident: $($operation:ident),+;)+) => {
        /// By the names of their operations in the OpenAPI document.
        pub const COMMANDS: &[(&str, Command)] = &[
            $($((stringify!($operation), |history, step| Box::pin($file::$operation(history, step))),)+)+
        ];
    };
}

commands! {
    account: update_me, delete_me, change_password, resend_verification, create_token, revoke_token, revoke_session,
        revoke_other_sessions;
    workspace: create_workspace, update_workspace, delete_workspace, transfer_ownership, create_team, update_team,
        delete_team, add_team_member, remove_team_member;
    people: update_member, remove_member, invite, resend_invitation, revoke_invitation, accept_invitation;
    project: create_project, update_project, delete_project, move_project, archive_project, restore_project,
        add_project_member, update_project_member, remove_project_member, create_status, update_status, delete_status,
        update_project_status, delete_project_status;
    template: create_template, create_project_template, update_template, delete_template, create_tasks_from_template,
        create_project_from_template, save_task_as_template, save_project_as_template;
    bulk: bulk_edit_tasks, undo;
    automation: create_rule, update_rule, delete_rule;
    field: create_custom_field, create_project_custom_field, update_custom_field, delete_custom_field;
    task: create_task, update_task, delete_task, complete_task, reopen_task, move_task, archive_task, unarchive_task,
        restore_task, skip_occurrence, quick_add, create_relation, delete_relation, write_shared_text;
    plan: create_milestone, update_milestone, delete_milestone, create_cycle, update_cycle, start_cycle, complete_cycle,
        delete_cycle;
    time: create_time_entry, update_time_entry, delete_time_entry, start_timer, stop_timer;
    talk: create_tag, update_tag, delete_tag, add_watcher, remove_watcher, create_comment, update_comment,
        delete_comment, add_reaction, remove_reaction;
    webhook: create_webhook, update_webhook, rotate_webhook_secret, delete_webhook;
    told: post_notice, read_notification, unread_notification, archive_notification, snooze_notification,
        read_all_notifications, update_notification_preferences, create_reminder, delete_reminder, create_push_subscription,
        delete_push_subscription;
    finding: create_view, update_view, delete_view, add_favourite, move_favourite, remove_favourite;
}

/// What no step does, and why.
pub const EXCUSED: &[(&str, &str)] = &[
    ("register", "people do it before a history begins; nobody is signed in"),
    ("login", "nobody is signed in; revoke_session does it to have a session to end"),
    ("refresh", "nobody is signed in; auth/refresh.rs has its races"),
    ("logout", "it ends a session as revoke_session does"),
    ("verify_email", "nobody is signed in; auth/mail.rs"),
    ("forgot_password", "nobody is signed in; auth/password.rs"),
    ("reset_password", "nobody is signed in; auth/password.rs"),
    ("update_account", "it takes who looks after the server; auth/admin.rs"),
    ("reset_account_password", "it writes a mail alone; auth/admin.rs"),
    ("sign_out_account", "it ends sessions as revoke_other_sessions does; auth/admin.rs"),
    ("send_test_mail", "it writes a mail alone; auth/admin.rs"),
    ("issue_sync_ticket", "it writes nothing; sync/ and live/ use it"),
    ("open_shared_text", "it changes nothing that people see; write_shared_text does it first"),
    ("rehearse_rule", "it writes nothing; automation.rs"),
    ("preview_recurrence", "it writes nothing; task/repeats.rs"),
    ("create_import", "it makes things by the commands that are here; import/"),
    ("update_import", "it is about an upload, which is no part of a workspace; import/"),
    ("start_import", "it makes things by the commands that are here, later on; import/"),
    ("create_export", "it changes nothing; export.rs"),
    ("ping_webhook", "it changes nothing; webhook/"),
    ("redeliver", "it changes nothing; webhook/"),
    ("delete_export", "it changes nothing; export.rs"),
    ("replay_consumer", "it is about the server; works/"),
    ("skip_consumer", "it is about the server; works/"),
    ("redeliver_dead_letter", "it is about the server; works/"),
    ("retry_timers", "it is about the server; works/"),
    (
        "unsubscribe",
        "nobody is signed in; update_notification_preferences does the same; mail/unsubscribe.rs",
    ),
    ("create_suppression", "it is about the server; mail/suppression.rs"),
    ("delete_suppression", "it is about the server; mail/suppression.rs"),
    ("receive_sendgrid_events", "nobody is signed in; mail/sendgrid.rs"),
    ("cancel_import", "it ends what start_import began; import/"),
];
