//! GitHub's issues.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Imported, data, line, list, text};

fn read(name: &str) -> Vec<Value> {
    serde_json::from_slice(&data(&format!("github/{name}"))).unwrap()
}

/// Issues of long ago all have a `pull_request`; only that of a pull request has an address in it.
fn is_pull(issue: &Value) -> bool {
    issue["pull_request"]["html_url"].is_string()
}

/// Compares every task with its issue.
fn whole(imported: &Imported, issues: &[Value]) {
    let (pulls, issues): (Vec<&Value>, Vec<&Value>) = issues.iter().partition(|issue| is_pull(issue));
    assert_eq!(imported.tasks.len(), issues.len());
    assert_eq!(imported.count("tasks"), issues.len() as i64);
    assert_eq!(imported.noted("pull_request").len(), pulls.len());
    let labels = |issue: &Value| -> Vec<String> {
        let names = list(issue, "labels").iter().map(|label| text(label, "name").trim().to_owned());
        names.collect::<BTreeSet<_>>().into_iter().collect()
    };
    let all: BTreeSet<String> = issues.iter().flat_map(|issue| labels(issue)).collect();
    assert_eq!(imported.count("tags"), all.len() as i64);
    let named = issues.iter().filter_map(|issue| issue["milestone"]["title"].as_str());
    let named: BTreeSet<&str> = named.collect();
    assert_eq!(imported.count("milestones"), named.len() as i64);
    assert_eq!(imported.milestones.len(), named.len());
    let by_number: BTreeMap<String, &Value> = imported
        .tasks
        .iter()
        .map(|task| {
            let said = text(task, "description");
            let at = said.rfind("/issues/").unwrap() + "/issues/".len();
            (said[at..].chars().take_while(char::is_ascii_digit).collect(), task)
        })
        .collect();
    for issue in &issues {
        let task = by_number[&issue["number"].to_string()];
        assert_eq!(text(task, "title"), line(text(issue, "title")));
        let mut wanted = labels(issue);
        wanted.sort();
        assert_eq!(imported.tags(task), wanted, "{}", issue["number"]);
        let status = if issue["state"] == "closed" { ("Closed", "done") } else { ("Open", "todo") };
        assert_eq!(imported.status(task), status);
        let said = text(task, "description");
        let body = issue["body"].as_str().unwrap_or_default().replace('\r', "");
        assert!(said.starts_with(body.trim()), "{said}");
        assert!(said.contains(&format!(
            "opened by {} on {}",
            text(&issue["user"], "login"),
            &text(issue, "created_at")[..10]
        )));
        let (milestone, wanted) = (imported.milestone(task), &issue["milestone"]);
        assert_eq!(milestone["name"], wanted["title"], "{}", issue["number"]);
        if wanted.is_object() {
            let day = wanted["due_on"].as_str().map(|day| &day[..10]);
            assert_eq!(milestone["target_on"].as_str(), day);
            assert_eq!(milestone["state"] == "completed", wanted["state"] == "closed");
        }
        if let Some(login) = issue["assignee"]["login"].as_str() {
            assert!(said.contains(&format!("Members there: {login}")), "{said}");
        }
    }
}

on_both! {
    async fn github_333_issues_and_pull_requests(app: TestApp) {
        let imported = Imported::of(&app, "github", &["openframeworks_issues.json"]).await;
        let issues = read("openframeworks_issues.json");
        whole(&imported, &issues);
        let people: BTreeSet<&str> =
            issues.iter().filter(|issue| !is_pull(issue)).filter_map(|issue| issue["assignee"]["login"].as_str()).collect();
        assert_eq!(imported.noted("person").into_iter().collect::<BTreeSet<_>>(), people);
        assert_eq!(imported.report["project_name"], "openFrameworks");
    }

    async fn github_issues_and_their_comments(app: TestApp) {
        let files = ["pygithub_issue_comments.json", "pygithub_issues.json", "pygithub_issue_events.json"];
        let imported = Imported::of(&app, "github", &files).await;
        let (issues, comments) = (read("pygithub_issues.json"), read("pygithub_issue_comments.json"));
        whole(&imported, &issues);
        // In these answers a comment's address ends in the issue's id, not in its number.
        let mut here = 0;
        for issue in issues.iter().filter(|issue| !is_pull(issue)) {
            let end = format!("/{}", issue["id"]);
            let mut own: Vec<&Value> = comments.iter().filter(|comment| text(comment, "issue_url").ends_with(&end)).collect();
            own.sort_by_key(|comment| text(comment, "created_at"));
            here += own.len();
            let said = imported.comments(imported.task(&line(text(issue, "title")))).await;
            assert_eq!(said.len(), own.len());
            for (said, comment) in said.iter().zip(own) {
                let (login, at) = (text(&comment["user"], "login"), text(comment, "created_at"));
                assert!(said.starts_with(&format!("**{login}**, {} {} UTC:", &at[..10], &at[11..16])), "{said}");
                assert!(said.ends_with(text(comment, "body").replace('\r', "").trim_end()), "{said}");
            }
        }
        assert!(here > 0);
        assert_eq!(imported.count("comments"), here as i64);
        assert_eq!(imported.noted("comment").len(), comments.len() - here);
    }
}
