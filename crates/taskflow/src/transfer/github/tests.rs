use bytes::Bytes;
use jiff::civil::date;

use super::*;
use crate::base::Error;

fn upload(texts: &[&str]) -> Upload {
    let file = |text: &&str| File {
        name: "issues.json".to_owned(),
        bytes: Bytes::copy_from_slice(text.as_bytes()),
    };
    Upload {
        files: texts.iter().map(file).collect(),
        name: None,
        mapping: None,
        today: date(2026, 1, 1),
    }
}

const ONE: &str = r#"{"id": 70, "number": 1, "url": "https://api.github.com/repos/ada/engine/issues/1", "title": "One",
    "state": "closed", "state_reason": "not_planned", "labels": ["bug", {"name": "Bug ", "color": "d73a4a"}],
    "assignees": [{"login": "ada"}], "user": {"login": "grace"}, "created_at": "2020-01-02T03:04:05Z",
    "milestone": {"number": 4, "title": "1.0", "due_on": "2020-02-01T08:00:00Z", "state": "closed"}, "pull_request": {"html_url": null}}"#;
const PULL: &str = r#"{"id": 71, "number": 2, "url": "https://api.github.com/repos/ada/engine/issues/2", "title": "Two",
    "pull_request": {"url": "https://api.github.com/repos/ada/engine/pulls/2"}}"#;
const SAID: &str = r#"[{"id": 9, "issue_url": "https://api.github.com/repos/ada/engine/issues/70", "body": "by id",
    "created_at": "2020-01-04T00:00:00Z"}, {"id": 8, "issue_url": "https://api.github.com/repos/ada/engine/issues/1",
    "body": "by number", "created_at": "2020-01-03T00:00:00Z", "user": {"login": "grace"}},
    {"id": 7, "issue_url": "https://api.github.com/repos/ada/engine/issues/3", "body": "nowhere"}]"#;

#[test]
fn pages_and_comments_come_together() {
    let pages = format!("[{ONE}] [{PULL}]");
    let bundles = read(&upload(&[SAID, &pages])).unwrap();
    assert_eq!(
        (bundles.len(), bundles[0].external_id.as_str(), bundles[0].name.as_str()),
        (1, "ada/engine", "engine")
    );
    let bundle = &bundles[0];
    let card = &bundle.cards[0];
    assert_eq!(
        (card.column.as_str(), &card.labels, &card.people),
        ("not_planned", &vec!["bug".to_owned(); 2], &vec!["ada".to_owned()])
    );
    assert_eq!(
        card.comments.iter().map(|remark| remark.text.as_str()).collect::<Vec<_>>(),
        ["by number", "by id"]
    );
    let address = "https://github.com/ada/engine/issues/1";
    assert_eq!(card.facts, [format!("[ada/engine#1](<{address}>), opened by grace on 2020-01-02")]);
    let goal = &bundle.goals[0];
    assert_eq!(
        (card.goal.as_deref(), goal.name.as_str(), goal.target_on.as_deref(), goal.reached),
        (Some("4"), "1.0", Some("2020-02-01"), true)
    );
    let noted: Vec<&str> = bundle.notes.iter().map(|note| note.kind.as_str()).collect();
    assert_eq!(noted, ["pull_request", "comment"]);
    assert_eq!(
        read(&upload(&[&format!("[[{ONE}], [{PULL}]]")])).unwrap()[0].cards.len(),
        1,
        "lists in a list"
    );
}

#[test]
fn other_files_are_refused_with_the_place() {
    for (text, place) in [
        ("{}", "no list"),
        ("[]", "no issue"),
        ("[{\"id\": 1}] x", "expected value"),
        ("", "no list"),
    ] {
        let Err(Error::Invalid(faults)) = read(&upload(&[text])) else {
            panic!("{text} was taken");
        };
        assert_eq!(faults[0].code, "unreadable_export");
        assert!(faults[0].message.contains(place), "{}", faults[0].message);
    }
}
