//! Search, through the API: what is found, in what order, by whom, and what never breaks it.

mod random;
mod rights;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::{Client, Reply};

/// What somebody finds.
async fn search(client: &Client, q: &str, more: &str) -> Reply {
    let q: String = q.bytes().map(|byte| format!("%{byte:02x}")).collect();
    client.get(format!("/workspaces/desk/search?q={q}{more}")).await.status(200)
}

/// The ids of what somebody finds.
async fn ids(client: &Client, q: &str) -> Vec<Uuid> {
    search(client, q, "")
        .await
        .texts("id")
        .into_iter()
        .map(|id| id.parse().unwrap())
        .collect()
}

/// Pieces with what was found in brackets.
fn shown(pieces: &Value) -> String {
    let show = |piece: &Value| match (piece["text"].as_str().unwrap(), piece["hit"] == true) {
        (text, true) => format!("[{text}]"),
        (text, false) => text.to_owned(),
    };
    pieces.as_array().unwrap().iter().map(show).collect()
}

async fn titles(client: &Client, q: &str) -> Vec<String> {
    search(client, q, "")
        .await
        .items()
        .iter()
        .map(|hit| shown(&hit["title"]))
        .collect()
}

on_both! {
    async fn words_are_found_wherever_they_stand(app: TestApp) {
        let desk = Desk::new(&app).await;
        let body = json!({ "title": "Café einrichten", "description": "Tische, Stühle und eine **Espressomaschine** für den Eingang." });
        let cafe = desk.owner.task_with(desk.project, body).await.id();
        let other = desk.task("Rechnung prüfen").await;
        let comment = desk.owner.post(format!("/tasks/{other}/comments")).json(json!({ "body": "Die Espressomaschine war teuer." })).await.status(201).id();
        let project = desk.owner.post("/workspaces/desk/projects").json(json!({ "name": "Umbau Cafe", "key": "UMB", "description": "Neue Stühle" })).await.status(201).id();
        for q in ["café", "CAFE", "cafe", "Cafe\u{301}", "\"café einrichten\"", "einrichten cafe"] {
            assert!(ids(&desk.member, q).await.contains(&cafe), "{q}");
        }
        assert_eq!(ids(&desk.member, "espressomaschine ").await, [comment, cafe]);
        assert_eq!(ids(&desk.member, "stuhle ").await, [project, cafe]);
        assert_eq!(ids(&desk.member, "umb").await, [project]);
        assert_eq!(ids(&desk.member, "espresso* -teuer").await, [cafe]);
        assert_eq!(ids(&desk.member, "\"eine espressomaschine\"").await, [cafe]);
        assert!(ids(&desk.member, "\"espressomaschine eine\"").await.is_empty());
        assert!(ids(&desk.member, "espressomaschin ").await.is_empty(), "the word was ended");
        assert!(ids(&desk.member, "spresso").await.is_empty());
        let hits = search(&desk.member, "espressomaschine teuer", "").await
            .has("/items/0/type", "comment").has("/items/0/task_id", other.to_string()).has("/items/0/author_id", desk.owner.id.to_string());
        assert_eq!(shown(hits.at("/items/0/snippet")), "Die [Espressomaschine] war [teuer].");
        let hits = search(&desk.member, "caf", "").await;
        assert_eq!(shown(hits.at("/items/0/title")), "[Café] einrichten");
        let only = |kinds: &'static str| search(&desk.member, "cafe", kinds);
        assert_eq!(only("&type=project").await.texts("id"), [project.to_string()]);
        assert_eq!(only("&type=task").await.texts("id"), [cafe.to_string()]);
        assert_eq!(only("&type=task,project").await.items().len(), 2);
        assert!(only("&type=comment").await.items().is_empty());
        assert_eq!(only(Box::leak(format!("&project_id={}", desk.project).into_boxed_str())).await.texts("id"), [cafe.to_string()]);
    }

    async fn the_best_comes_first(app: TestApp) {
        let desk = Desk::new(&app).await;
        let body = json!({ "title": "Other", "description": "about the login page" });
        desk.owner.task_with(desk.project, body).await;
        for title in ["Please fix the login page today", "Login page breaks", "The login page", "Login page"] {
            desk.task(title).await;
        }
        let wanted = ["[Login] [page]", "[Login] [page] breaks", "The [login] [page]", "Please fix the [login] [page] today", "Other"];
        assert_eq!(titles(&desk.viewer, "login page").await, wanted);
        let key = desk.task("Nothing like it, WEB-2 in its title").await;
        let found = search(&desk.viewer, "web-2", "").await.has("/items/0/key", "WEB-2");
        assert_eq!(found.items().len(), 2, "{found}");
        assert_eq!(found.id_at("/items/1/id"), key);
        search(&desk.viewer, " WEB-2 ", "").await.has("/items/0/key", "WEB-2");
        search(&desk.viewer, "web-99", "").await.has("/items", json!([]));
        // A page, and the next.
        let first = search(&desk.viewer, "login", "&limit=2").await;
        let rest = search(&desk.viewer, "login", &format!("&limit=50&cursor={}", first.text_at("/next_cursor"))).await;
        assert_eq!((first.items().len(), rest.items().len()), (2, 3));
        rest.has("/next_cursor", json!(null));
    }

    async fn many_hits_are_bounded_and_none_comes_twice(app: TestApp) {
        let desk = Desk::new(&app).await;
        let make = |n: usize| { let desk = &desk; async move { desk.task(&format!("Common {n}")).await } };
        futures_util::future::join_all((0..230).map(make)).await;
        let (mut seen, mut more) = (Vec::new(), String::new());
        loop {
            let page = search(&desk.viewer, "common", &format!("&limit=50{more}")).await;
            seen.extend(page.texts("id").into_iter().map(str::to_owned));
            match page.at("/next_cursor").as_str() {
                Some(cursor) => more = format!("&cursor={cursor}"),
                None => break,
            }
        }
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!((count, seen.len()), (200, 200));
    }

    async fn wrong_questions_are_refused(app: TestApp) {
        let desk = Desk::new(&app).await;
        let path = "/workspaces/desk/search";
        desk.owner.get(path).await.invalid("?q");
        desk.owner.get(format!("{path}?q={}", "x".repeat(401))).await.invalid("?q");
        desk.owner.get(format!("{path}?q=x&type=user")).await.invalid("?type");
        desk.owner.get(format!("{path}?q=x&limit=51")).await.invalid("?limit");
        desk.owner.get(format!("{path}?q=x&limit=0")).await.invalid("?limit");
        desk.owner.get(format!("{path}?q=x&sort=new")).await.invalid("?sort");
        desk.owner.get(format!("{path}?q=x&cursor=x")).await.problem(400, "invalid_cursor");
        desk.owner.get(format!("{path}?q=x&project_id={}", Uuid::now_v7())).await.problem(404, "not_found");
        desk.member.get(format!("{path}?q=x&project_id={}", desk.private)).await.problem(404, "not_found");
    }
}
