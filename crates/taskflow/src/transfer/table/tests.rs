use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::civil::date;

use super::*;
use crate::base::{Error, Result};
use crate::project::StatusCategory;
use crate::task::Priority;
use crate::transfer::Bundle;
use crate::transfer::format::{File, Upload};

fn upload(text: &[u8], mapping: Option<Mapping>) -> Upload {
    let file = File { name: "Work.csv".to_owned(), bytes: Bytes::copy_from_slice(text) };
    Upload { files: vec![file], name: None, mapping, today: date(2026, 1, 1) }
}

fn bundles(text: &[u8], mapping: Option<Mapping>) -> Result<Vec<Bundle>> {
    let upload = upload(text, mapping);
    read(&upload, &upload.files[0])
}

const TEXT: &str = "Nr;Titel;Zustand;Wie wichtig;Tags;Wer;Bis;Teil von;Std\n\
                    1;Bauen;Wartet;sehr;a, b;ann@example.org;03/04/2026;;1,5\n\
                    2;Malen;Fertig;kaum;b;Bo;31/04/2026;Bauen;viel\n\
                    2;Malen;Fertig;P1;;;2026-04-05;1;\n\
                    ;;;;;;;;\n;;;nur;;;;;\n";

fn mapping() -> Mapping {
    let columns = [
        ("Nr", Field::Id),
        ("titel", Field::Title),
        ("Zustand", Field::Status),
        ("Wie wichtig", Field::Priority),
        ("Tags", Field::Labels),
        ("Wer", Field::Assignee),
        ("Bis", Field::Due),
        ("Teil von", Field::Parent),
        ("Std", Field::Estimate),
    ];
    Mapping {
        columns: columns.map(|(heading, field)| (heading.to_owned(), field)).into(),
        status: BTreeMap::from([
            ("fertig".to_owned(), StatusCategory::Done),
            ("wartet".to_owned(), StatusCategory::Backlog),
        ]),
        priority: BTreeMap::from([("sehr".to_owned(), Priority::High)]),
        dates: Some("%d/%m/%Y".to_owned()),
        ..Mapping::default()
    }
}

#[test]
fn a_mapping_says_what_columns_and_words_are() {
    let bundles = bundles(TEXT.as_bytes(), Some(mapping())).unwrap();
    let bundle = &bundles[0];
    let categories: Vec<_> = bundle
        .columns
        .iter()
        .map(|column| (column.name.as_str(), column.category))
        .collect();
    assert_eq!(
        categories,
        [("Wartet", Some(StatusCategory::Backlog)), ("Fertig", Some(StatusCategory::Done))]
    );
    let [one, two, three] = &bundle.cards[..] else {
        panic!("{:?}", bundle.cards)
    };
    assert_eq!((one.priority, one.estimate, one.labels.len()), (Priority::High, Some(1.5), 2));
    assert_eq!(one.due.as_ref().unwrap().date, "2026-04-03");
    assert_eq!(
        (two.parent.as_deref(), two.facts.len()),
        (Some("1"), 3),
        "priority, date and estimate: {:?}",
        two.facts
    );
    assert_eq!((three.external_id.as_str(), three.priority), ("2-2", Priority::Urgent));
    assert_eq!(three.due.as_ref().unwrap().date, "2026-04-05", "a form that means one thing");
    assert_eq!(bundle.people[0].email.as_deref(), Some("ann@example.org"));
    assert!(bundle.notes.iter().any(|note| note.message.contains("no title")), "{:?}", bundle.notes);
}

#[test]
fn a_mapping_is_proposed() {
    let text = "Task Name,Due,Labels,Status,\u{dc}ber\nA,13/01/2026,x,Open,1\nB,02/03/2026,,Open,2\n";
    let upload = upload(text.as_bytes(), None);
    let proposal = propose(&upload, &upload.files[0]).unwrap();
    let wanted = [
        ("Due", Field::Due),
        ("Labels", Field::Labels),
        ("Status", Field::Status),
        ("Task Name", Field::Title),
    ];
    assert_eq!(
        proposal.mapping.columns,
        wanted.map(|(heading, field)| (heading.to_owned(), field)).into()
    );
    assert_eq!(
        (proposal.mapping.dates.as_deref(), proposal.rows),
        (Some("%d/%m/%Y"), 2),
        "13 is no month"
    );
    assert_eq!(proposal.columns[3].values, ["Open"]);
    assert_eq!(read(&upload, &upload.files[0]).unwrap()[0].cards.len(), 2);
    // A bare list of things to do.
    let list = bundles(b"Buy milk\nFeed the cat\n", None).unwrap();
    assert_eq!(list[0].cards[0].title, "Feed the cat", "the first line is the heading");
}

#[test]
fn what_is_wrong_with_a_mapping_is_told_at_its_place() {
    let mapping = Mapping {
        columns: BTreeMap::from([("No/such".to_owned(), Field::Due)]),
        delimiter: Some('x'),
        encoding: Some("klingon".to_owned()),
        timezone: Some("Mars/Olympus".to_owned()),
        dates: Some("soon".to_owned()),
        ..Mapping::default()
    };
    let Err(Error::Invalid(faults)) = bundles(b"a,b\n1,2\n", Some(mapping)) else {
        panic!("it was taken")
    };
    let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    let wanted = ["", "/No~1such", "", "", "", ""];
    let wanted = ["/columns", "/columns", "/delimiter", "/encoding", "/timezone", "/dates"]
        .iter()
        .zip(wanted);
    assert_eq!(pointers, wanted.map(|(start, end)| format!("/mapping{start}{end}")).collect::<Vec<_>>());
}
