use bytes::Bytes;
use jiff::civil::date;

use super::*;
use crate::base::Error;

fn bundle(text: &str) -> Result<Bundle> {
    let file = File {
        name: "folder/House.csv".to_owned(),
        bytes: Bytes::copy_from_slice(text.as_bytes()),
    };
    // A Thursday.
    let upload = Upload {
        files: vec![file.clone()],
        name: None,
        mapping: None,
        today: date(2026, 1, 1),
    };
    read(&upload, &file)
}

const HEAD: &str = "TYPE,CONTENT,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE";

#[test]
fn rows_become_lists_tasks_and_comments() {
    let rows = [
        "task,above all,4,1,,,,,",
        "section,1\u{fe0f}\u{20e3} First,,,,,,,",
        "task,* outer @home @/x @home,1,1,,Ana (12),2026-05-04 09:30,en,Europe/Berlin",
        "note,said,,,Bo (3),,,,",
        "task,inner,3,2,,,every mon,en,",
        "task,Check oil, coolant, and fluids,2,1,,,,,",
        "task,inner,3,9,,,4 Jan,en,",
        ",,,,,,,,",
        "what,x,,,,,,,",
    ];
    let bundle = bundle(&format!("\u{feff}{HEAD}\r\n{}", rows.join("\r\n"))).unwrap();
    assert_eq!(bundle.name, "House");
    assert_eq!(
        bundle.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>(),
        ["No section", "1\u{fe0f}\u{20e3} First"]
    );
    let cards = &bundle.cards;
    let titles: Vec<&str> = cards.iter().map(|card| card.title.as_str()).collect();
    assert_eq!(titles, ["above all", "outer", "inner", "Check oil, coolant, and fluids", "inner"]);
    assert_eq!(
        (&cards[1].labels, cards[1].priority, &cards[1].people),
        (&vec!["home".to_owned(), "/x".to_owned()], Priority::Urgent, &vec!["12".to_owned()])
    );
    let due = cards[1].due.clone().unwrap();
    assert_eq!((due.time.as_deref(), due.timezone.as_deref()), (Some("09:30"), Some("Europe/Berlin")));
    assert_eq!((cards[1].comments[0].author.as_str(), cards[1].comments[0].text.as_str()), ("Bo", "said"));
    assert_eq!(cards[2].parent.as_ref(), Some(&cards[1].external_id));
    assert_eq!(cards[2].due.as_ref().unwrap().date, "2026-01-05");
    assert_eq!(cards[2].recurrence.as_ref().unwrap().rrule, "FREQ=WEEKLY;BYDAY=MO");
    assert_eq!((&cards[3].priority, cards[3].parent.as_ref()), (&Priority::High, None));
    assert_eq!(
        (cards[4].parent.as_ref(), &cards[4].facts),
        (Some(&cards[3].external_id), &vec!["Date: 4 Jan".to_owned()])
    );
    let noted: Vec<&str> = bundle.notes.iter().map(|note| note.kind.as_str()).collect();
    assert_eq!(noted, ["card", "row", "card", "row"]);
}

#[test]
fn attached_files_are_links() {
    let text =
        r#"see [[file {"file_name":"a ] b.png","file_url":"https:\/\/example.org\/a]]b"}]] and [[file x]]"#;
    let (text, files) = content::attached(text);
    assert_eq!(text, "see [a   b.png](<https://example.org/a]]b>) and [[file x]]");
    assert_eq!(files, ["a ] b.png"]);
}

#[test]
fn another_table_is_refused() {
    for text in ["", "a,b\n1,2\n", "\u{0}"] {
        assert!(matches!(bundle(text), Err(Error::Invalid(faults)) if faults[0].code == "unreadable_export"));
    }
}
