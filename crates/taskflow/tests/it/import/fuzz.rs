//! Whatever bytes an importer is given, it answers: with what is in them, or with what is wrong.
//!
//! Own samples of each format stand in `corpus/`, real ones beside the project; both are torn apart at random.
//! `TASKFLOW_FUZZ=100000` tries so many of each instead of 400; a failing case says its seed.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fastrand::Rng;
use jiff::civil::date;
use taskflow::base::Error;
use taskflow::transfer::{File, Format, Upload};

/// Far more than any of these takes, on a machine that has much else to do.
const TOO_LONG: Duration = Duration::from_secs(30);

/// Bits of the formats, put in where they do not belong.
const PIECES: &[&[u8]] = &[
    b"\"",
    b",",
    b";",
    b"\n",
    b"\r\n",
    b"\0",
    b"[[file {",
    b"]]",
    b"@",
    b"null",
    b"[",
    b"]",
    b"{",
    b"}",
    b"-1",
    b"1e999",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xF0\x9F\x98\x80",
    b"9999999999999999999",
    b"0001-01-01T00:00:00Z",
    b"{code}",
    b"h1. ",
    b"\"id\"",
    b"\"parentId\"",
    b"every ",
    b"RRULE:FREQ=DAILY;COUNT=0",
    b"task,",
    b"section,",
    b"note,",
    b"\xE2\x80\xAE",
];

fn corpus() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/import/corpus")
}

/// Samples of a format: our own, and the real ones that are small enough to be torn apart many times.
fn samples(format: Format) -> Vec<Vec<u8>> {
    let own = std::fs::read_dir(corpus()).unwrap().map(|entry| entry.unwrap().path());
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(format.name().replace('_', "-"));
    let real = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    let fits = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(format.name());
    let mut paths: Vec<PathBuf> = own.filter(fits).chain(real).collect();
    paths.sort();
    let mut texts: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
    texts.retain(|text| text.len() <= 64 * 1024);
    assert!(!texts.is_empty(), "no sample of {}", format.name());
    texts
}

fn mutated(rng: &mut Rng, samples: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = samples[rng.usize(..samples.len())].clone();
    for _ in 0..rng.usize(1..8) {
        let at = rng.usize(..=bytes.len());
        match rng.u8(..7) {
            0 if !bytes.is_empty() => {
                let at = at.min(bytes.len() - 1);
                bytes[at] = rng.u8(..);
            }
            1 => bytes.truncate(at),
            2 => {
                let piece = PIECES[rng.usize(..PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            3 => {
                let end = (at + rng.usize(..200)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let end = (at + rng.usize(..400)).min(bytes.len());
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            5 => {
                let other = &samples[rng.usize(..samples.len())];
                let from = rng.usize(..=other.len());
                let to = (from + rng.usize(..400)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            _ => {
                let noise: Vec<u8> = (0..rng.usize(..40)).map(|_| rng.u8(..)).collect();
                bytes.splice(at..at, noise);
            }
        }
    }
    bytes
}

/// Reads it; answers what is wrong with how that went.
fn fault(format: Format, files: Vec<Vec<u8>>) -> Option<String> {
    let size: usize = files.iter().map(Vec::len).sum();
    let files = files
        .into_iter()
        .map(|bytes| File { name: "x.csv".to_owned(), bytes: bytes.into() })
        .collect();
    let upload = Upload { files, name: None, mapping: None, today: date(2026, 1, 1) };
    let began = Instant::now();
    let read = catch_unwind(AssertUnwindSafe(|| {
        let _ = format.proposal(&upload);
        format.read(&upload)
    }));
    if began.elapsed() > TOO_LONG {
        return Some(format!("it took {:?}", began.elapsed()));
    }
    match read {
        Err(_) => Some("it panicked".to_owned()),
        Ok(Err(Error::Invalid(faults))) => faults.is_empty().then(|| "it was refused for nothing".to_owned()),
        Ok(Err(error)) => Some(format!("it was refused with {error}")),
        // Nothing is made out of nothing: what comes out is no larger than what went in allows.
        Ok(Ok(bundles)) => {
            let cards: usize = bundles.iter().map(|bundle| bundle.cards.len()).sum();
            let notes: usize = bundles.iter().map(|bundle| bundle.notes.len()).sum();
            (cards > size + 1 || notes > 20 * size + 100)
                .then(|| format!("{cards} cards, {notes} notes of {size} bytes"))
        }
    }
}

#[test]
fn no_bytes_break_an_importer() {
    let count: usize = std::env::var("TASKFLOW_FUZZ").map_or(400, |text| text.parse().unwrap());
    let mut faults = Vec::new();
    for format in Format::ALL {
        let samples = samples(format);
        for sample in &samples {
            faults.extend(
                fault(format, vec![sample.clone()])
                    .map(|text| format!("{}: a sample: {text}", format.name())),
            );
        }
        for seed in 0..count as u64 {
            let mut rng = Rng::with_seed(seed);
            let files = (0..rng.usize(1..3)).map(|_| mutated(&mut rng, &samples)).collect();
            faults.extend(fault(format, files).map(|text| format!("{}, seed {seed}: {text}", format.name())));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn large_and_odd_files_end_soon() {
    let many = |piece: &str, count: usize| piece.repeat(count).into_bytes();
    for (format, bytes) in [
        (
            Format::Jira,
            [b"Summary,Issue key,Description\na,A-1,".to_vec(), many("*[", 500_000)].concat(),
        ),
        (
            Format::Jira,
            [
                b"Summary,Issue key,Parent key\n".to_vec(),
                (0..10_000)
                    .flat_map(|n| format!("a,A-{n},A-{}\n", n + 1).into_bytes())
                    .collect(),
            ]
            .concat(),
        ),
        (
            Format::Todoist,
            [b"TYPE,CONTENT,PRIORITY,INDENT\n".to_vec(), many("note,[[file {,,\n", 10_000)].concat(),
        ),
        (
            Format::Csv,
            [
                b"Title,Status,Labels\n".to_vec(),
                (0..10_000).flat_map(|n| format!("a,s{n},l{n}\n").into_bytes()).collect(),
            ]
            .concat(),
        ),
        (Format::Csv, many("a,", 1_000_000)),
        (Format::Csv, many("\"", 1_000_001)),
        (Format::Trello, many("[", 1_000_000)),
        (
            Format::Vikunja,
            [b"[{\"id\":1,\"title\":\"".to_vec(), many("<p>", 300_000), b"\"}]".to_vec()].concat(),
        ),
    ] {
        assert_eq!(fault(format, vec![bytes]), None, "{}", format.name());
    }
}
