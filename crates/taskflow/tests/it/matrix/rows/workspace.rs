//! Workspaces and their people.

use serde_json::json;

use crate::matrix::callers::{ACCOUNTS, ADMINS, INSIDERS, OWNER, PEOPLE};
use crate::matrix::table::Place::{Account, Link, Street, Workspace};
use crate::matrix::table::{Row, after, just, row};
use crate::support::PASSWORD;

pub fn rows() -> Vec<Row> {
    [workspaces(), people(), invitations(), teams()].into_iter().flatten().collect()
}

fn workspaces() -> Vec<Row> {
    vec![
        row("list_workspaces", Account, ACCOUNTS, 200, |s| just(s.call())),
        row("create_workspace", Account, PEOPLE, 201, |s| {
            just(s.call().json(json!({ "name": "Another one" })))
        }),
        row("get_workspace", Workspace, INSIDERS, 200, |s| just(s.call())),
        row("update_workspace", Workspace, ADMINS, 200, |s| {
            just(s.call().json(json!({ "name": s.common() })))
        }),
        row("delete_workspace", Workspace, OWNER, 204, |s| {
            after(async move {
                if !s.doing {
                    return s.call();
                }
                let slug = format!("short-lived-{}", s.world.number());
                s.call().on("ws", s.maker.workspace(&slug).await.id())
            })
        }),
        row("transfer_ownership", Workspace, OWNER, 200, |s| {
            after(async move { s.call().json(json!({ "user_id": s.expendable().await.id })) })
        })
        .costly(),
    ]
}

fn people() -> Vec<Row> {
    vec![
        row("list_members", Workspace, INSIDERS, 200, |s| just(s.call())),
        row("get_member", Workspace, INSIDERS, 200, |s| just(s.call().on("user_id", s.target().id))),
        row("update_member", Workspace, ADMINS, 200, |s| {
            after(async move {
                let person = s.expendable().await;
                s.call().on("user_id", person.id).json(json!({ "role": "guest" }))
            })
        }),
        row("update_member", Workspace, OWNER, 200, |s| {
            after(async move {
                let person = s.expendable().await;
                s.call().on("user_id", person.id).json(json!({ "role": "owner" }))
            })
        })
        .case("to owner"),
        row("remove_member", Workspace, ADMINS, 204, |s| {
            after(async move { s.call().on("user_id", s.expendable().await.id) })
        }),
        row("remove_member", Workspace, INSIDERS, 204, |s| just(s.call().on("user_id", "me")))
            .costly()
            .case("leave"),
        row("get_user", Workspace, INSIDERS, 200, |s| just(s.call().on("id", s.target().id))),
    ]
}

fn invitations() -> Vec<Row> {
    vec![
        row("list_invitations", Workspace, ADMINS, 200, |s| just(s.call())).guarded(),
        row("invite", Workspace, ADMINS, 200, |s| {
            let email = format!("guest.{}@example.org", s.world.number());
            just(s.call().json(json!({ "emails": [email], "role": "guest" })))
        }),
        row("resend_invitation", Workspace, ADMINS, 200, |s| {
            after(async move { s.call().on("id", s.invitation().await) })
        }),
        row("revoke_invitation", Workspace, ADMINS, 204, |s| {
            after(async move { s.call().on("id", s.invitation().await) })
        }),
        row("preview_invitation", Street, &[], 200, |s| {
            after(async move { s.call().on("token", s.invited().await.1) })
        }),
        row("accept_invitation", Link, &[], 200, |s| {
            after(async move {
                let (name, token) = s.invited().await;
                s.world.app.user(&name).await;
                s.call().on("token", token)
            })
        })
        .case("somebody else's"),
        // Whose address was invited. What the callers are to the workspace does not matter here.
        row("accept_invitation", Account, PEOPLE, 200, |s| {
            after(async move {
                let invited = json!({ "emails": [s.maker.email], "role": "guest" });
                s.owner
                    .post(format!("/workspaces/{}/invitations", s.ws))
                    .json(invited)
                    .await
                    .status(200);
                let token = match s.doing {
                    true => s.world.app.mailed(&s.maker.email, "invitations#token=").await,
                    false => PASSWORD.replace(' ', "-"),
                };
                s.call().on("token", token)
            })
        })
        .costly(),
    ]
}

fn teams() -> Vec<Row> {
    vec![
        row("list_teams", Workspace, INSIDERS, 200, |s| just(s.call())),
        row("create_team", Workspace, ADMINS, 201, |s| {
            just(s.call().json(json!({ "name": s.common(), "member_ids": [s.target().id] })))
        }),
        row("get_team", Workspace, INSIDERS, 200, |s| {
            after(async move { s.call().on("team_id", s.team().await) })
        }),
        row("update_team", Workspace, ADMINS, 200, |s| {
            after(async move { s.call().on("team_id", s.team().await).json(json!({ "name": s.common() })) })
        }),
        row("delete_team", Workspace, ADMINS, 204, |s| {
            after(async move { s.call().on("team_id", s.team().await) })
        }),
        row("add_team_member", Workspace, ADMINS, 200, |s| {
            after(async move { s.call().on("team_id", s.team().await).on("user_id", s.target().id) })
        }),
        row("remove_team_member", Workspace, ADMINS, 200, |s| {
            after(async move { s.call().on("team_id", s.team().await).on("user_id", s.target().id) })
        }),
    ]
}
