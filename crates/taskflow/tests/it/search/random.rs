//! Random texts and questions: what is found is what a plain reading of the rules finds, and nothing breaks it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::json;

use super::search;
use crate::desk::Desk;

const WORDS: [&str; 10] =
    ["Café", "cafe", "über", "uber", "Straße", "web-12", "計画", "Naïve", "a", "naivety"];

fn runner() -> TestRunner {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    TestRunner::new_with_rng(Config::default(), rng)
}

fn draw<S: Strategy>(runner: &mut TestRunner, strategy: &S) -> S::Value {
    strategy.new_tree(runner).unwrap().current()
}

/// The words of a text by the rules, told once more and simply.
fn plain(text: &str) -> Vec<String> {
    let text = text
        .to_lowercase()
        .replace('é', "e")
        .replace('ü', "u")
        .replace('ï', "i")
        .replace('ß', "ss");
    let text = text.replace('計', " 計 ").replace('画', " 画 ");
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn has(text: &[String], phrase: &[String]) -> bool {
    text.windows(phrase.len()).any(|some| some == phrase)
}

on_both! {
    async fn what_is_found_is_what_is_there(app: TestApp) {
        let desk = Desk::new(&app).await;
        let mut runner = runner();
        let text = prop::collection::vec(prop::sample::select(&WORDS[..]), 1..5);
        let mut tasks = Vec::new();
        for _ in 0..40 {
            let (title, body) = (draw(&mut runner, &text).join(" "), draw(&mut runner, &text).join(", "));
            let id = desk.owner.task_with(desk.project, json!({ "title": title, "description": body })).await.id();
            tasks.push((id.to_string(), plain(&title), plain(&body)));
        }
        let parts = prop::collection::vec((prop::sample::select(&WORDS[..]), prop::sample::select(&WORDS[..]), 0..3), 1..4);
        for _ in 0..120 {
            let parts = draw(&mut runner, &parts);
            let (mut question, mut wanted, mut unwanted) = (String::new(), Vec::new(), Vec::new());
            for (one, two, how) in &parts {
                match how {
                    0 => { question += &format!("{one} "); wanted.push(plain(one)); }
                    1 => { question += &format!("\"{one} {two}\" "); wanted.push(plain(&format!("{one} {two}"))); }
                    _ => { question += &format!("-{one} "); unwanted.push(plain(one)); }
                }
            }
            let there = |phrase: &Vec<String>, title: &[String], body: &[String]| has(title, phrase) || has(body, phrase);
            let expected: BTreeSet<&str> = tasks.iter()
                .filter(|(_, title, body)| !wanted.is_empty()
                    && wanted.iter().all(|phrase| there(phrase, title, body))
                    && !unwanted.iter().any(|phrase| there(phrase, title, body)))
                .map(|(id, ..)| id.as_str()).collect();
            let reply = search(&desk.viewer, &question, "&type=task&limit=50").await;
            let found: BTreeSet<&str> = reply.texts("id").into_iter().collect();
            assert_eq!(found, expected, "{question}");
        }
    }

    async fn no_question_breaks_it(app: TestApp) {
        let desk = Desk::new(&app).await;
        desk.task("Café \"quoted\" AND * NEAR(web) : ' \\ § · ‹ ¶").await;
        let mut runner = runner();
        let odd = r#"["*'\\():&|!<>^~{}\[\]§·‹¶%_+-]|AND|OR|NOT|NEAR|words|rowid| |-|\PC|[a-cé]"#;
        let question = prop::collection::vec(prop::string::string_regex(odd).unwrap(), 0..30);
        for _ in 0..400 {
            let question = draw(&mut runner, &question).concat();
            let question: String = question.chars().take(400).collect();
            search(&desk.viewer, &question, "").await;
        }
        for question in ["\0", "a\0b", "\u{1}", "\"", "\"\"\"", "a\"b\"c", "'; DROP TABLE task; --", "NEAR(a b)", "§w0", "\u{fdfa}", "words:a", "a:*", "{a}", "^a"] {
            let question: String = question.bytes().map(|byte| format!("%{byte:02x}")).collect();
            let code = desk.viewer.get(format!("/workspaces/desk/search?q={question}")).await.code();
            // NUL is refused everywhere.
            assert_eq!(code, if question.contains("%00") { 422 } else { 200 }, "{question}");
        }
        let long = "\u{fdfa}".repeat(400);
        search(&desk.viewer, &long, "").await;
        desk.owner.task_with(desk.project, json!({ "title": "\u{fdfa}".repeat(500), "description": "\u{fdfa} ".repeat(25_000) })).await;
        desk.owner.task_with(desk.project, json!({ "title": "Long", "description": (0..16_000).map(|n| format!("{n} ")).collect::<String>() })).await;
        desk.owner.task_with(desk.project, json!({ "title": "Same", "description": "a ".repeat(40_000) })).await;
    }
}
