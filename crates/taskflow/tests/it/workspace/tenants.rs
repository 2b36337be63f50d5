//! What is foreign is not there.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{invite, office};

on_both! {
    async fn strangers_find_nothing(app: TestApp) {
        let office = office(&app).await;
        let (eve, person) = (app.user("eve").await, office.member.id);
        let team = office
            .owner
            .post(office.path("/teams"))
            .json(json!({ "name": "Core" }))
            .await
            .status(201)
            .id();
        invite(&office.owner, office.id, "x@example.org", "guest").await;
        let invitation = office
            .owner
            .get(office.path("/invitations"))
            .await
            .at("/items/0/id")
            .as_str()
            .unwrap()
            .to_owned();
        let own = eve.workspace("own").await.id();
        let paths: Vec<(Method, String, Value)> = vec![
            (Method::GET, String::new(), Value::Null),
            (Method::PATCH, String::new(), json!({ "name": "Mine" })),
            (Method::DELETE, String::new(), Value::Null),
            (Method::POST, "/transfer-ownership".into(), json!({ "user_id": eve.id })),
            (Method::GET, "/members".into(), Value::Null),
            (Method::GET, format!("/members/{person}"), Value::Null),
            (Method::GET, "/members/me".into(), Value::Null),
            (Method::PATCH, format!("/members/{person}"), json!({ "role": "guest" })),
            (Method::DELETE, format!("/members/{person}"), Value::Null),
            (Method::DELETE, "/members/me".into(), Value::Null),
            (Method::GET, "/invitations".into(), Value::Null),
            (
                Method::POST,
                "/invitations".into(),
                json!({ "emails": ["eve@example.org"], "role": "admin" }),
            ),
            (Method::DELETE, format!("/invitations/{invitation}"), Value::Null),
            (Method::POST, format!("/invitations/{invitation}/resend"), Value::Null),
            (Method::GET, "/teams".into(), Value::Null),
            (Method::POST, "/teams".into(), json!({ "name": "Mine" })),
            (Method::GET, format!("/teams/{team}"), Value::Null),
            (Method::PATCH, format!("/teams/{team}"), json!({ "name": "Mine" })),
            (Method::DELETE, format!("/teams/{team}"), Value::Null),
            (Method::PUT, format!("/teams/{team}/members/{}", eve.id), Value::Null),
            (Method::DELETE, format!("/teams/{team}/members/{person}"), Value::Null),
        ];
        let mut answers = Vec::new();
        for workspace in [
            office.id.to_string(),
            "office".to_owned(),
            Uuid::from_u128(7).to_string(),
            "nowhere".to_owned(),
        ] {
            for (method, rest, body) in &paths {
                let request = eve.request(method.clone(), &format!("/workspaces/{workspace}{rest}"));
                let request = if body.is_null() { request } else { request.json(body.clone()) };
                answers.push(request.await.problem(404, "not_found").text_at("/detail").to_owned());
            }
        }
        // Whether it exists cannot be told from the answer.
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
        // Nor does one's own workspace open what is in another.
        for (method, rest, body) in paths
            .iter()
            .filter(|(_, rest, _)| rest.split('/').count() > 2 && !rest.contains("me"))
        {
            let request = eve.request(method.clone(), &format!("/workspaces/{own}{rest}"));
            let request = if body.is_null() { request } else { request.json(body.clone()) };
            request.await.problem(404, "not_found");
        }
        eve.get(format!("/users/{person}")).await.problem(404, "not_found");
        office
            .owner
            .get(office.path("/members"))
            .await
            .status(200)
            .has("/items/0/name", "adam");
    }

    async fn nobody_gets_in_without_signing_in(app: TestApp) {
        let ada = app.user("ada").await;
        let id = ada.workspace("acme").await.id();
        for path in [
            "/workspaces".to_owned(),
            format!("/workspaces/{id}"),
            format!("/workspaces/{id}/members"),
            format!("/users/{}", ada.id),
        ] {
            app.anonymous().get(path).await.problem(401, "unauthenticated");
        }
    }
}
