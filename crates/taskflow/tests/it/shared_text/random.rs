//! Random lives of a description: several people write, go away and come back, others change it by commands. All end
//! with one text, and the description is that text.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;

use super::Writer;
use super::live::follow;
use crate::desk::Desk;
use crate::live::Socket;

const WRITERS: usize = 3;

#[derive(Clone, Debug)]
enum Step {
    Type { who: usize, at: u16, word: String },
    Erase { who: usize, at: u16, length: u8 },
    Send { who: usize },
    Cut { who: usize },
    Back { who: usize },
    Change { cut: u16, word: String },
    Wait,
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 0..WRITERS;
    prop_oneof![
        6 => (who(), any::<u16>(), "[a-zß😀 \n-]{1,8}").prop_map(|(who, at, word)| Step::Type { who, at, word }),
        3 => (who(), any::<u16>(), 1..6_u8).prop_map(|(who, at, length)| Step::Erase { who, at, length }),
        4 => who().prop_map(|who| Step::Send { who }),
        1 => who().prop_map(|who| Step::Cut { who }),
        2 => who().prop_map(|who| Step::Back { who }),
        1 => (any::<u16>(), "[A-Z]{0,6}").prop_map(|(cut, word)| Step::Change { cut, word }),
        1 => Just(Step::Wait),
    ]
}

/// A place between two whole characters, as browsers count.
fn place(text: &str, at: u16) -> u32 {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = starts[usize::from(at) % starts.len()];
    u32::try_from(text[..byte].encode_utf16().count()).unwrap()
}

async fn play(desk: &Desk, steps: &[Step]) {
    let app = &desk.app;
    let body = json!({ "title": "Paint", "description": "Walls\nDoors 😀" });
    let task = desk.owner.task_with(desk.project, body).await.id();
    let people = [&desk.owner, &desk.member, &desk.owner];
    let mut writers: Vec<Writer> = Vec::new();
    for person in people {
        writers.push(follow(app, person, desk.workspace, task).await);
    }
    for step in steps {
        match step {
            Step::Type { who, at, word } => {
                let at = place(&writers[*who].text(), *at);
                writers[*who].type_at(at, word);
            }
            Step::Erase { who, at, length } => {
                let text = writers[*who].text();
                let from = place(&text, *at);
                let rest: String =
                    String::from_utf16(&text.encode_utf16().skip(from as usize).collect::<Vec<_>>()).unwrap();
                let gone: String = rest.chars().take(usize::from(*length)).collect();
                writers[*who].erase(from, u32::try_from(gone.encode_utf16().count()).unwrap());
            }
            Step::Send { who } => writers[*who].send().await,
            Step::Cut { who } => writers[*who].socket = None,
            Step::Back { who } => {
                let socket = Socket::live(app, people[*who], desk.workspace).await;
                writers[*who].follow(socket).await;
            }
            Step::Change { cut, word } => {
                let text = desk.description(task).await;
                let at = usize::from(*cut) % (text.chars().count() + 1);
                let changed: String = text
                    .chars()
                    .take(at)
                    .chain(word.chars())
                    .chain(text.chars().skip(at + 2))
                    .collect();
                desk.owner
                    .patch(format!("/tasks/{task}"))
                    .json(json!({ "description": changed }))
                    .await
                    .status(200);
            }
            Step::Wait => app.advance_secs(3),
        }
    }
    for (writer, person) in writers.iter_mut().zip(people) {
        writer.send().await;
        writer.follow(Socket::live(app, person, desk.workspace).await).await;
    }
    let mut judge = Writer::open(&desk.owner, desk.workspace, task).await;
    judge.finish().await;
    let wanted = judge.text();
    assert_eq!(desk.description(task).await, wanted);
    for writer in &mut writers {
        writer.until(&wanted).await;
    }
}

on_both! {
    async fn all_end_with_one_text(app: TestApp) {
        let desk = Desk::new(&app).await;
        let mut runner = TestRunner::new(Config::default());
        let cases = std::env::var("TASKFLOW_TEXT_HISTORIES").map_or(6, |text| text.parse().unwrap());
        for _ in 0..cases {
            let steps = proptest::collection::vec(step(), 20..70).new_tree(&mut runner).unwrap().current();
            println!("{steps:?}");
            play(&desk, &steps).await;
        }
    }
}
