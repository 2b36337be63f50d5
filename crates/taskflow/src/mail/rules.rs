//! What an answer to a mail means, and when it is tried again.

use crate::base::Stamp;

/// The wait after the first failure; doubles with each.
const FIRST_WAIT_SECS: i64 = 30;
const LONGEST_WAIT_SECS: i64 = 4 * 3600;
/// A mail not sent within a day is given up.
const GIVE_UP_SECS: i64 = 24 * 3600;

/// So many tries take a day.
const MOST_TRIES: i64 = 15;

fn wait_secs(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(20);
    FIRST_WAIT_SECS.saturating_mul(1 << doublings).min(LONGEST_WAIT_SECS)
}

/// When to try again after so many tries; `None` when it is too late.
pub fn next_try(created_at: Stamp, attempts: i64, now: Stamp) -> Option<Stamp> {
    let at = now.plus_secs(wait_secs(attempts));
    (at < created_at.plus_secs(GIVE_UP_SECS)).then_some(at)
}

/// The same for what was written long before it was to be sent: by its tries alone.
pub fn next_wait_ms(attempts: i64) -> Option<i64> {
    (attempts < MOST_TRIES).then(|| wait_secs(attempts) * 1000)
}

/// Whether a mail server's permanent refusal says that the recipient's mailbox is not there (RFC 3463), and not that it
/// dislikes the sender, the text or our password: only then is nothing more to be sent to it.
pub fn is_bounce(code: u16, text: &str, recipient: &str) -> bool {
    let enhanced = text.split([' ', '\n', '-']).find(|word| is_enhanced(word));
    match enhanced {
        // 5.1.7 and 5.1.8 are about the sender's address.
        Some(status) => matches!(status, "5.1.1" | "5.1.2" | "5.1.3" | "5.1.6" | "5.1.10" | "5.2.1"),
        None => matches!(code, 550 | 551 | 553) && text.to_lowercase().contains(&recipient.to_lowercase()),
    }
}

fn is_enhanced(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let number =
        |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && matches!(parts[0], "2" | "4" | "5") && parts.iter().all(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_until_the_day_is_over() {
        let next = |attempts, now| next_try(Stamp(0), attempts, Stamp(now));
        assert_eq!(next(1, 0), Some(Stamp(30_000)));
        assert_eq!(next(3, 0), Some(Stamp(120_000)));
        assert_eq!(next(99, 0), Some(Stamp(4 * 3_600_000)));
        assert_eq!(next(15, 23 * 3_600_000), None);
        let day: i64 = (1..MOST_TRIES).filter_map(next_wait_ms).sum();
        assert!((22 * 3_600_000..26 * 3_600_000).contains(&day), "{day}");
        assert_eq!(next_wait_ms(MOST_TRIES), None);
    }

    #[test]
    fn only_a_missing_mailbox_is_a_bounce() {
        for (code, text) in [
            (550, "5.1.1 User unknown"),
            (550, "5.1.1 <ada@example.org>: Recipient address rejected"),
            (550, "5.2.1 The account is disabled"),
            (550, "No such user: ADA@example.org"),
            (553, "sorry, ada@example.org isn't in my list of allowed recipients"),
        ] {
            assert!(is_bounce(code, text, "ada@example.org"), "{text}");
        }
        for (code, text) in [
            (550, "5.7.1 Message rejected as spam"),
            (550, "5.1.8 Sender address rejected: ada@example.org"),
            (550, "Sender verify failed"),
            (535, "5.7.8 Authentication failed"),
            (552, "5.2.2 Mailbox full"),
            (554, "Transaction failed for ada@example.org"),
        ] {
            assert!(!is_bounce(code, text, "ada@example.org"), "{text}");
        }
    }
}
