use bytes::Bytes;
use jiff::civil::date;

use super::*;
use crate::base::Error;
use crate::task::Priority;
use crate::transfer::format::File;

fn upload(text: &str) -> Upload {
    let file = File {
        name: "Jira.csv".to_owned(),
        bytes: Bytes::copy_from_slice(text.as_bytes()),
    };
    Upload { files: vec![file], name: None, mapping: None, today: date(2026, 1, 1) }
}

#[test]
fn repeated_headings_and_parents_are_read() {
    let text = "Summary,Issue key,Issue id,Issue Type,Status,Status Category,Project name,Priority,Assignee,Created,Due date,Labels,Labels,\
                Comment,Comment,Attachment,Parent,Custom field (Rank),Sprint,Sprint,Outward issue link (Blocks)\n\
                Child,A-2,12,Subtask,Shipping,Done,Alpha,Highest,ann@example.org,27/Dec/25 10:48 AM,29/Dec/25 12:00 AM,x,y,\
                27/Dec/25 11:00 AM;ann;said; twice,again,27/Dec/25 11:00 AM;ann;a.png;https://example.org/a.png,11,2,S 1,S 2,A-1\n\
                Mother,A-1,11,Epic,To Do,To Do,Alpha,Low,,,soon,,,,,,,1,,,\n\
                Other,B-1,13,Bug,To Do,To Do,,,,,,,,,,,,,,,\n\
                Nobody,,14,,,,,,,,,,,,,,,,,,\n";
    let bundles = read(&upload(text)).unwrap();
    assert_eq!(bundles.iter().map(|bundle| bundle.name.as_str()).collect::<Vec<_>>(), ["Alpha", "B"]);
    let alpha = &bundles[0];
    let names: Vec<&str> = alpha.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(
        (names, alpha.columns[1].category),
        (vec!["To Do", "Shipping"], Some(StatusCategory::Done))
    );
    let (mother, child) = (&alpha.cards[0], &alpha.cards[1]);
    assert_eq!(
        (mother.title.as_str(), &mother.labels, mother.priority),
        ("Mother", &vec!["epic".to_owned()], Priority::Low)
    );
    assert!(mother.facts.contains(&"Due: soon".to_owned()));
    assert_eq!(
        (child.parent.as_deref(), child.priority, child.labels.len()),
        (Some("A-1"), Priority::Urgent, 2)
    );
    assert_eq!(child.due.as_ref().unwrap().date, "2025-12-29");
    assert_eq!(alpha.people[0].email.as_deref(), Some("ann@example.org"));
    let said: Vec<(&str, &str)> = child
        .comments
        .iter()
        .map(|one| (one.author.as_str(), one.text.as_str()))
        .collect();
    assert_eq!(said, [("ann", "said; twice"), ("Somebody", "again")]);
    assert_eq!(child.links[0].url, "https://example.org/a.png");
    for fact in ["A-2 on 2025-12-27", "Sprints: S 1, S 2", "issue link (blocks): A-1"] {
        assert!(child.facts.iter().any(|known| known == fact), "{fact} in {:?}", child.facts);
    }
    let goal = alpha.goals.iter().find(|goal| Some(&goal.external_id) == child.goal.as_ref());
    assert_eq!((goal.map(|goal| goal.name.as_str()), alpha.goals.len()), (Some("S 2"), 1));
    assert!(alpha.notes.iter().any(|note| note.kind == "row" && note.name == "Nobody"));
}

#[test]
fn another_table_is_refused() {
    for text in ["", "a,b\n1,2\n", "Summary,Issue key\n"] {
        assert!(
            matches!(read(&upload(text)), Err(Error::Invalid(faults)) if faults[0].code == "unreadable_export")
        );
    }
}
