//! The latest entries of a workspace, kept at hand for who comes back.

use std::collections::VecDeque;

use crate::realtime::Token;
use crate::realtime::feed::Group;

/// Bounded in entries and in bytes; the last command is kept whatever its size.
#[derive(Debug)]
pub struct Ring {
    groups: VecDeque<Group>,
    /// Where a reader of all of it starts.
    base: Token,
    head: Token,
    entries: usize,
    bytes: usize,
    most_entries: usize,
    most_bytes: usize,
}

impl Ring {
    /// An empty one at a place in the stream.
    pub fn new(at: Token, most_entries: usize, most_bytes: usize) -> Self {
        Self {
            groups: VecDeque::new(),
            base: at,
            head: at,
            entries: 0,
            bytes: 0,
            most_entries,
            most_bytes,
        }
    }

    /// Where the stream stands.
    pub fn head(&self) -> Token {
        self.head
    }

    /// The first place from which it can be read.
    pub fn base(&self) -> Token {
        self.base
    }

    /// Adds what comes next in the stream.
    pub fn add(&mut self, groups: Vec<Group>) {
        for group in groups {
            self.head = group.token;
            self.entries += entries(&group);
            self.bytes += group.size;
            self.groups.push_back(group);
        }
        while self.groups.len() > 1 && (self.entries > self.most_entries || self.bytes > self.most_bytes) {
            if let Some(group) = self.groups.pop_front() {
                self.base = group.token;
                self.entries -= entries(&group);
                self.bytes -= group.size;
            }
        }
    }

    /// The stream's own token at `seq`, when a command ended there.
    pub fn past(&self, seq: i64) -> Option<Token> {
        if seq == self.base.seq {
            return Some(self.base);
        }
        let at = self.groups.binary_search_by_key(&seq, Group::last).ok()?;
        self.groups.get(at).map(|group| group.token)
    }

    /// Everything after `seq`, which [`Ring::past`] knows.
    pub fn since(&mut self, seq: i64) -> &[Group] {
        let from = self.groups.partition_point(|group| group.last() <= seq);
        self.groups.make_contiguous().get(from..).unwrap_or_default()
    }
}

fn entries(group: &Group) -> usize {
    usize::try_from(group.last() - group.first + 1).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(first: i64, last: i64, size: usize) -> Group {
        Group { token: token(last), first, ops: Vec::new(), size }
    }

    fn token(seq: i64) -> Token {
        Token::new(1, seq, &seq.to_be_bytes())
    }

    #[test]
    fn it_is_read_from_where_a_command_ended() {
        let mut ring = Ring::new(token(10), 100, 1000);
        ring.add(vec![group(11, 12, 1), group(13, 13, 1)]);
        assert_eq!(ring.past(10), Some(token(10)));
        assert_eq!(ring.past(11), None);
        assert_eq!(ring.past(12), Some(token(12)));
        assert_eq!(ring.past(14), None);
        let firsts = |groups: &[Group]| groups.iter().map(|group| group.first).collect::<Vec<_>>();
        assert_eq!(firsts(ring.since(10)), [11, 13]);
        assert_eq!(firsts(ring.since(12)), [13]);
        assert_eq!(firsts(ring.since(13)), [0; 0]);
        assert_eq!(ring.head(), token(13));
    }

    #[test]
    fn it_is_bounded_and_keeps_the_last_command() {
        let mut ring = Ring::new(token(0), 3, 10);
        ring.add(vec![group(1, 2, 1), group(3, 4, 1)]);
        assert_eq!(ring.base(), token(2), "four entries are too many");
        ring.add(vec![group(5, 5, 9)]);
        assert_eq!(ring.base(), token(2));
        ring.add(vec![group(6, 6, 500)]);
        assert_eq!((ring.base(), ring.head()), (token(5), token(6)));
        assert_eq!(ring.since(5).len(), 1);
        assert_eq!(ring.past(4), None);
    }
}
