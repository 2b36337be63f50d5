//! Workspaces, their people, and who may do what with them.

mod invitations;
mod members;
mod owners;
mod people;
mod teams;
mod tenants;
mod workspaces;

use std::time::Duration;

use serde_json::{Value, json};
use taskflow_db::{Sql, Tx, params};
use uuid::Uuid;

use crate::support::{Reply, TestApp, User};

/// The newest mail to an address, as the outbox or the file that it became has it.
async fn mail_to(app: &TestApp, email: &str) -> String {
    for _ in 0..200 {
        if let Some(mail) = waiting(app, email).await.or_else(|| sent(app, email)) {
            return mail;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("no mail to {email}");
}

async fn waiting(app: &TestApp, email: &str) -> Option<String> {
    let sql = Sql::new(
        "test::WAITING",
        "SELECT message FROM mail_outbox WHERE sent_at IS NULL AND kind = $1 ORDER BY created_at DESC, id DESC",
    );
    let parts = app.parts();
    let read = move |tx: &mut Tx<'_>| tx.all(&sql, &params!["invitation"]);
    let rows: Vec<Vec<u8>> = parts
        .db
        .read(read)
        .await
        .unwrap()
        .iter()
        .map(|row| row.get(0).unwrap())
        .collect();
    rows.into_iter()
        .filter_map(|row| parts.sealer.open(&row).ok())
        .map(|text| serde_json::from_slice::<Value>(&text).unwrap())
        .find(|queued| queued["mail"]["to"] == email)
        .map(|queued| queued["mail"]["action"]["url"].as_str().unwrap().to_owned())
}

fn sent(app: &TestApp, email: &str) -> Option<String> {
    let files = std::fs::read_dir(app.parts().config.data_dir.join("outbox")).ok()?;
    let mut found: Vec<_> = files
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "eml"))
        .filter_map(|path| Some((path.clone(), std::fs::read_to_string(path).ok()?)))
        .filter(|(_, text)| text.contains(&format!("To: {email}")) || text.contains(&format!("<{email}>")))
        .map(|(path, text)| (path, text.replace("=\r\n", "").replace("=3D", "=")))
        .filter(|(_, text)| text.contains("/invitations#token="))
        .collect();
    found.sort();
    found.pop().map(|(_, text)| text)
}

/// The token in the newest invitation to an address.
async fn token_to(app: &TestApp, email: &str) -> String {
    let mail = mail_to(app, email).await;
    let (_, rest) = mail.split_once("/invitations#token=").unwrap();
    rest.chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect()
}

/// Invites somebody and lets them accept.
async fn join(app: &TestApp, admin: &User, workspace: Uuid, person: &User, role: &str) {
    invite(admin, workspace, &person.email, role).await;
    let token = token_to(app, &person.email).await;
    person.post(format!("/invitations/{token}/accept")).await.status(200);
}

async fn invite(admin: &User, workspace: Uuid, email: &str, role: &str) -> Reply {
    admin
        .post(format!("/workspaces/{workspace}/invitations"))
        .json(json!({ "emails": [email], "role": role }))
        .await
        .status(200)
}

/// The same person after their access token has expired.
async fn sign_in_again(app: &TestApp, person: &User) -> crate::support::Client {
    let body = json!({ "email": person.email, "password": crate::support::PASSWORD, "refresh": "body" });
    let reply = app.anonymous().post("/auth/login").json(body).await.status(200);
    app.anonymous().with_token(reply.text_at("/access_token"))
}

/// An owner with a workspace of that name, and people in it, by role.
struct Office {
    id: Uuid,
    owner: User,
    admin: User,
    member: User,
    guest: User,
}

async fn office(app: &TestApp) -> Office {
    let owner = app.user("olga").await;
    let (admin, member, guest) = (app.user("adam").await, app.user("mia").await, app.user("gus").await);
    let id = owner.workspace("office").await.id();
    join(app, &owner, id, &admin, "admin").await;
    join(app, &owner, id, &member, "member").await;
    join(app, &owner, id, &guest, "guest").await;
    Office { id, owner, admin, member, guest }
}

impl Office {
    fn path(&self, rest: &str) -> String {
        format!("/workspaces/{}{rest}", self.id)
    }

    async fn set_role(&self, by: &User, whom: Uuid, role: &str) -> Reply {
        by.patch(self.path(&format!("/members/{whom}")))
            .json(json!({ "role": role }))
            .await
    }
}
