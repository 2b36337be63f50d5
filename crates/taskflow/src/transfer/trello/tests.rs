use super::*;

const BOARD: &str = r#"{
  "id": "b1", "name": "Garden", "desc": "All of it",
  "lists": [
    {"id": "l2", "name": "Done", "pos": 2},
    {"id": "l1", "name": "To do", "pos": 1},
    {"id": "l3", "name": "Old", "pos": 3, "closed": true},
    {"id": "l4", "name": "Older", "pos": 4, "closed": true}
  ],
  "labels": [{"id": "t1", "name": "", "color": "green_dark"}, {"id": "t2", "name": "Soon", "color": null}],
  "members": [{"id": "m1", "fullName": "Ana", "username": "ana"}],
  "cards": [
    {"id": "c2", "name": "Second", "idList": "l1", "pos": 20, "badges": {"comments": 3}},
    {"id": "c1", "name": "First", "desc": "Dig", "idList": "l1", "pos": 10, "due": "2026-04-01T10:00:00.000Z",
     "idLabels": ["t1"], "idMembers": ["m1"], "attachments": [{"id": "a1", "name": "plan [x]", "url": "https://example.org/p"}]},
    {"id": "c3", "name": "Lost", "idList": "nowhere"},
    {"id": "c4", "name": "Kept", "idList": "l3"}
  ],
  "checklists": [{"id": "k1", "name": "Tools", "idCard": "c1", "checkItems": [
    {"id": "i2", "name": "Rake", "state": "incomplete", "pos": 2}, {"id": "i1", "name": "Spade", "state": "complete", "pos": 1}]}],
  "actions": [
    {"id": "x2", "type": "commentCard", "date": "2026-03-02T00:00:00Z", "data": {"text": "second", "card": {"id": "c1"}}, "memberCreator": {"id": "m1", "fullName": "Ana"}},
    {"id": "x1", "type": "commentCard", "date": "2026-03-01T00:00:00Z", "data": {"text": "first", "card": {"id": "c1"}}},
    {"id": "x3", "type": "updateCard", "date": "2026-03-01T00:00:00Z", "data": {}}
  ]
}"#;

#[test]
fn everything_of_a_board_is_taken_or_noted() {
    let bundle = read(BOARD.as_bytes()).unwrap();
    let names: Vec<_> = bundle.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["To do", "Done", "Old"]);
    assert_eq!(bundle.labels[0].name, "green dark");
    let titles: Vec<_> = bundle.cards.iter().map(|card| card.title.as_str()).collect();
    assert_eq!(titles, ["Kept", "First", "Second"]);
    let first = &bundle.cards[1];
    assert_eq!(first.description, "Dig");
    assert_eq!(first.links[0].markdown(), "[plan  x ](<https://example.org/p>)");
    assert_eq!(
        first
            .items
            .iter()
            .map(|item| (item.title.as_str(), item.done))
            .collect::<Vec<_>>(),
        [("Spade", true), ("Rake", false)]
    );
    assert_eq!(first.items[0].description, "Checklist: Tools");
    assert_eq!(
        first.comments.iter().map(|remark| remark.text.as_str()).collect::<Vec<_>>(),
        ["first", "second"]
    );
    assert_eq!(first.comments[0].author, "Somebody");
    assert!(bundle.cards[0].archived);
    let mut noted: Vec<_> = bundle.notes.iter().map(|note| note.external_id.as_str()).collect();
    noted.sort_unstable();
    assert_eq!(noted, ["a1", "c2", "c3", "c4", "l3", "l4"]);
}

#[test]
fn another_file_is_refused_with_the_place() {
    let Err(Error::Invalid(faults)) = read(br#"{"id": "b", "name": "x", "lists": [{"id": 1}], "cards": []}"#)
    else {
        panic!("it was taken");
    };
    assert_eq!(faults[0].code, "not_a_trello_board");
    assert!(faults[0].message.contains("lists[0].id"), "{}", faults[0].message);
}
