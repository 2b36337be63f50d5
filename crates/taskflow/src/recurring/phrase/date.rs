//! Days of the calendar.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::reader::Reader;
use super::sense::{Form, Key, Language, Unit};
use super::written::{day_of_month, glued, slashed};

/// A day, where it ends, and how clear it is that a day is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    pub end: usize,
    pub sure: bool,
}

impl Day {
    pub(super) fn new(date: Date, end: usize) -> Self {
        Self { date, end, sure: true }
    }
}

impl Reader<'_> {
    /// A day at a token, without a word such as `on` before it.
    pub fn day(&self, at: usize) -> Option<Day> {
        self.token(at).filter(|token| !token.plain)?;
        self.near(at)
            .or_else(|| self.nth_weekday(at))
            .or_else(|| self.end_of(at))
            .or_else(|| self.days_ahead(at))
            .or_else(|| self.weekdays_from_now(at))
            .or_else(|| self.month_day(at))
            .or_else(|| self.of_month(at))
            .or_else(|| self.next(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.numbers(at))
    }

    /// `today`, `day after tomorrow`.
    fn near(&self, at: usize) -> Option<Day> {
        let first = if self.is(at, Key::The) { at + 1 } else { at };
        if self.token(first)?.unit() == Some(Unit::Day)
            && self.is(first + 1, Key::After)
            && self.token(first + 2)?.near() == Some(1)
        {
            return Some(Day::new(self.days_from_today(2)?, first + 3));
        }
        let days = self.token(at)?.near()?;
        Some(Day::new(self.days_from_today(days)?, at + 1))
    }

    /// `friday`, `this friday`, `Fri, Jul 18, 2014`, `Thu 15th`.
    fn weekday(&self, at: usize) -> Option<Day> {
        let this = self.is(at, Key::This);
        let first = if this { at + 1 } else { at };
        let (day, form) = self.token(first)?.weekday().filter(|(_, form)| *form != Form::Plural)?;
        if !this && self.joined(first) {
            let article = self.is(first + 1, Key::The)
                || (self.language == Language::German && self.is(first + 1, Key::On));
            let dated = self
                .month_day(first + if article { 2 } else { 1 })
                .or_else(|| self.numbers(first + 1));
            if let Some(dated) = dated {
                return (dated.date.weekday() == day).then_some(Day { sure: true, ..dated });
            }
            if self.is(first + 1, Key::Of) {
                return self.of_this_week(day, first + 2);
            }
            let the = usize::from(self.is(first + 1, Key::The));
            let number = self.token(first + 1 + the).and_then(super::token::Token::ordinal);
            if let Some(number) = number.filter(|number| (1..=31).contains(number)) {
                // `Friday the 13th` is a title, but for a Friday that is the next 13th there is.
                let most = if the == 1 { 1 } else { 12 };
                return self.weekday_the(day, number, most, first + 2 + the);
            }
        }
        // `so` and `do` are words: only where a day is asked for.
        let short = self.token(first)?.lower.chars().count() == 2 && !self.token(first)?.dotted;
        let asked = first.checked_sub(1).and_then(|at| self.token(at)).is_some_and(|token| {
            [Key::On, Key::By, Key::Until, Key::This].iter().any(|key| token.is(*key))
                || matches!(token.lower.as_str(), "fällig" | "due" | "ab")
        });
        if short && !asked && self.clock(first + 1, false).is_none() {
            return None;
        }
        let ahead = i32::from(day.since(self.today().weekday()));
        let ahead = if ahead == 0 && !this { 7 } else { ahead };
        // `Monday blues` is a title.
        let sure = this || (form == Form::Sure && at > 0);
        Some(Day { date: self.days_from_today(ahead)?, end: first + 1, sure })
    }

    /// The next day of that number which is on that day of the week.
    fn weekday_the(&self, day: Weekday, number: i32, most: usize, end: usize) -> Option<Day> {
        let number = i8::try_from(number).ok()?;
        let first = self.today().first_of_month();
        let dates = (0..24).filter_map(|months: i64| {
            let month = first.checked_add(months.months()).ok()?;
            Date::new(month.year(), month.month(), number)
                .ok()
                .filter(|date| *date >= self.today())
        });
        dates
            .take(most)
            .find(|date| date.weekday() == day)
            .map(|date| Day::new(date, end))
    }

    /// `wednesday of this week`, when it is not over.
    fn of_this_week(&self, day: Weekday, at: usize) -> Option<Day> {
        let this = self.is(at, Key::This) && self.token(at + 1)?.unit() == Some(Unit::Week);
        let monday = self.monday_of_next_week()?.checked_sub(7.days()).ok()?;
        let date = monday.checked_add(i64::from(day.to_monday_zero_offset()).days()).ok()?;
        (this && date >= self.today()).then_some(Day::new(date, at + 2))
    }

    /// `next monday` is the one of next week; `next week` its Monday, `next month` its first day.
    fn next(&self, at: usize) -> Option<Day> {
        let first = if self.is(at, Key::The) { at + 1 } else { at };
        if !self.is(first, Key::Next) {
            return self.weekend(at);
        }
        let token = self.token(first + 1)?;
        let monday = self.monday_of_next_week()?;
        let date = if let Some((day, _)) = token.weekday().filter(|(_, form)| *form != Form::Plural) {
            monday.checked_add(i64::from(day.to_monday_zero_offset()).days()).ok()?
        } else if self.is(first + 1, Key::Weekend) {
            monday.checked_add(5.days()).ok()?
        } else {
            match token.unit()? {
                Unit::Week => monday,
                Unit::Month => self.today().first_of_month().checked_add(1.month()).ok()?,
                _ => return None,
            }
        };
        Some(Day::new(date, first + 2))
    }

    fn monday_of_next_week(&self) -> Option<Date> {
        let since = i64::from(self.today().weekday().to_monday_zero_offset());
        self.today().checked_add((7 - since).days()).ok()
    }

    /// `this weekend`: its Saturday, or today when it has begun.
    fn weekend(&self, at: usize) -> Option<Day> {
        let this = self.is(at, Key::This);
        let first = if this { at + 1 } else { at };
        if !self.is(first, Key::Weekend) {
            return None;
        }
        let today = self.today();
        let ahead = match today.weekday() {
            Weekday::Sunday => 0,
            day => i32::from(Weekday::Saturday.since(day)),
        };
        Some(Day { date: self.days_from_today(ahead)?, end: first + 1, sure: this })
    }

    /// `eow`, `end of the month`, `end of next week`, `end of April`, `Monatsende`.
    fn end_of(&self, at: usize) -> Option<Day> {
        let first = if self.is(at, Key::The) { at + 1 } else { at };
        if self.is(first, Key::EndOf) {
            let unit = match self.token(first)?.lower.as_str() {
                "eow" => Unit::Week,
                "eom" | "monatsende" => Unit::Month,
                _ => Unit::Year,
            };
            return Some(Day::new(self.last_of(unit, false)?, first + 1));
        }
        if !self.is(first, Key::End) {
            return None;
        }
        let of = self.is(first + 1, Key::Of) || self.is(first + 1, Key::The);
        if !of && self.language == Language::English {
            return None;
        }
        let mut next = if of { first + 2 } else { first + 1 };
        if self.is(next, Key::The) {
            next += 1;
        }
        let later = self.is(next, Key::Next) || self.token(next)?.lower == "coming";
        if later || self.is(next, Key::This) {
            next += 1;
        }
        let token = self.token(next)?;
        if let Some(unit) = token.unit() {
            return Some(Day::new(self.last_of(unit, later)?, next + 1));
        }
        let (month, _) = token.month().filter(|_| !later)?;
        let (year, end) = self.year(next + 1).unwrap_or((0, next + 1));
        let year = if year == 0 { self.year_of(month, 31)? } else { year };
        Some(Day::new(Date::new(year, month, 1).ok()?.last_of_month(), end))
    }

    /// Weeks end on Friday, but at weekends the next one's is meant.
    fn last_of(&self, unit: Unit, next: bool) -> Option<Date> {
        let today = self.today();
        Some(match unit {
            Unit::Week => {
                let friday = self.monday_of_next_week()?.checked_sub(3.days()).ok()?;
                let past = friday < today;
                friday.checked_add(if next || past { 7.days() } else { 0.days() }).ok()?
            }
            Unit::Month => today
                .checked_add(if next { 1.month() } else { 0.months() })
                .ok()?
                .last_of_month(),
            Unit::Year => today.checked_add(if next { 1.year() } else { 0.years() }).ok()?.last_of_year(),
            _ => return None,
        })
    }

    /// `in 3 days`, `in a week`, `3 days from now`; hours and minutes are [`Reader::in_hours`].
    fn days_ahead(&self, at: usize) -> Option<Day> {
        let led = self.is(at, Key::In);
        let (span, end) = self.span(if led { at + 1 } else { at })?;
        if span.get_hours() != 0 || span.get_minutes() != 0 {
            return None;
        }
        let time = usize::from(led && self.token(end).is_some_and(|token| token.lower == "time"));
        let end = if led { end + time } else { self.said_from_now(end)? };
        Some(Day::new(self.today().checked_add(span).ok()?, end))
    }

    /// Behind a length of time: `from now`, `from today`. Answers where it ends.
    pub(super) fn said_from_now(&self, at: usize) -> Option<usize> {
        let next = if self.token(at + 1)?.lower == "right" { at + 2 } else { at + 1 };
        let now = self.is(next, Key::Now) || self.token(next)?.near() == Some(0);
        (self.is(at, Key::From) && now).then_some(next + 1)
    }

    /// `3 fridays from now`.
    fn weekdays_from_now(&self, at: usize) -> Option<Day> {
        let count = self.token(at)?.number().filter(|count| (1..=52).contains(count))?;
        let (day, _) = self.token(at + 1)?.weekday()?;
        let end = self.said_from_now(at + 2)?;
        let ahead = match i32::from(day.since(self.today().weekday())) {
            0 => 7,
            days => days,
        };
        Some(Day::new(self.days_from_today(ahead + 7 * (count - 1))?, end))
    }

    /// `3 days`, `a week`, `1 year, 2 months`, `2h`.
    pub(super) fn span(&self, at: usize) -> Option<(Span, usize)> {
        let (mut span, mut next, mut any) = (Span::new(), at, false);
        loop {
            let step = if any && self.is(next, Key::And) { next + 1 } else { next };
            let token = self.token(step)?;
            let number = token.number().or(token.is(Key::A).then_some(1));
            let more = usize::from(self.token(step + 1).is_some_and(|token| token.lower == "more"));
            let unit = self.token(step + 1 + more).and_then(super::token::Token::unit);
            let (number, unit, words) = match (number.map(i64::from), unit, short(&token.lower)) {
                (Some(number), Some(unit), _) => (number, unit, 2 + more),
                (_, _, Some((number, unit))) => (number, unit, 1),
                _ => return any.then_some((span, next)),
            };
            span = match unit {
                Unit::Minute => span.try_minutes(span.get_minutes() + number),
                Unit::Hour => span.try_hours(i64::from(span.get_hours()) + number),
                Unit::Day => span.try_days(i64::from(span.get_days()) + number),
                Unit::Week => span.try_weeks(i64::from(span.get_weeks()) + number),
                Unit::Fortnight => span.try_weeks(i64::from(span.get_weeks()) + 2 * number),
                Unit::Month => span.try_months(i64::from(span.get_months()) + number),
                Unit::Year => span.try_years(i64::from(span.get_years()) + number),
            }
            .ok()?;
            (next, any) = (step + words, true);
            if self.token(next).is_none() {
                return Some((span, next));
            }
        }
    }

    /// `3 dec`, `the 1st of march`, `March 3rd, 2015`, `15. Dezember`.
    pub(super) fn month_day(&self, at: usize) -> Option<Day> {
        let first = if self.is(at, Key::The) { at + 1 } else { at };
        let token = self.token(first)?;
        if let Some((day, month)) = glued(token, self.language) {
            return self.dated(month, day, first + 1);
        }
        if let Some((month, _)) = token.month() {
            let second = if self.is(first + 1, Key::The) { first + 2 } else { first + 1 };
            let day = self.token(second).and_then(day_of_month).filter(|_| first == at)?;
            return self.dated(month, day, second + 1);
        }
        let day = day_of_month(token)?;
        let named = token.ordinal().is_some() && self.token(first + 1)?.unit() == Some(Unit::Day);
        let second = if named { first + 2 } else { first + 1 };
        if named && !self.is(second, Key::Of) {
            return None;
        }
        let second = if self.is(second, Key::Of) { second + 1 } else { second };
        let (month, _) = self.token(second)?.month()?;
        self.dated(month, day, second + 1)
    }

    /// With the year behind it, or else the next there is.
    fn dated(&self, month: i8, day: i8, at: usize) -> Option<Day> {
        let (year, end) = match self.year(at) {
            Some(found) => found,
            None => (self.year_of(month, day)?, at),
        };
        Some(Day::new(Date::new(year, month, day).ok()?, end))
    }

    pub(super) fn year(&self, at: usize) -> Option<(i16, usize)> {
        let before = self.token(at.checked_sub(1)?)?;
        let token = self.token(at).filter(|_| matches!(before.mark, None | Some(',' | '.')))?;
        let year = token
            .number()
            .filter(|year| (1900..=2199).contains(year) && token.lower.len() == 4)?;
        Some((i16::try_from(year).ok()?, at + 1))
    }

    /// The year in which a day comes next: of 29 February the next leap year.
    pub(super) fn year_of(&self, month: i8, day: i8) -> Option<i16> {
        let this = self.today().year();
        let last = |year: i16| Date::new(year, month, 1).ok().map(|first| first.last_of_month());
        (this..=this.saturating_add(8)).find(|year| {
            let date = Date::new(*year, month, day).ok().or(last(*year).filter(|_| month != 2));
            date.is_some_and(|date| date >= self.today())
        })
    }

    /// `20th of next month`.
    fn of_month(&self, at: usize) -> Option<Day> {
        let first = if self.is(at, Key::The) { at + 1 } else { at };
        let day = day_of_month(self.token(first)?)?;
        let mut next = first + 1;
        if self.token(next)?.unit() == Some(Unit::Day) {
            next += 1;
        }
        if !self.is(next, Key::Of) {
            return None;
        }
        let (month, end) = self.named_month(next + 1)?;
        Some(Day::new(Date::new(month.year(), month.month(), day).ok()?, end))
    }

    /// `next month`, `this month`: its first day.
    fn named_month(&self, at: usize) -> Option<(Date, usize)> {
        let first = if self.is(at, Key::The) { at + 1 } else { at };
        let later = self.is(first, Key::Next);
        let next = if later || self.is(first, Key::This) { first + 1 } else { first };
        if self.token(next)?.unit() != Some(Unit::Month) || next == at {
            return None;
        }
        let month = self.today().first_of_month();
        Some((month.checked_add(if later { 1.month() } else { 0.months() }).ok()?, next + 1))
    }

    /// `2nd fri in feb`, `last Sunday of March 2014`, `first monday of next month`.
    fn nth_weekday(&self, at: usize) -> Option<Day> {
        let first = if self.is(at, Key::The) { at + 1 } else { at };
        let (nth, next) = self.ordinal(first)?;
        let (day, _) = self.token(next)?.weekday().filter(|(_, form)| *form != Form::Plural)?;
        if !(self.is(next + 1, Key::In) || self.is(next + 1, Key::Of)) {
            return None;
        }
        let nth = i8::try_from(nth).ok().filter(|nth| (-5..=5).contains(nth) && *nth != 0)?;
        if let Some((month, _)) = self.token(next + 2)?.month() {
            let of = |year: i16| Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, day).ok();
            if let Some((year, end)) = self.year(next + 3) {
                return Some(Day::new(of(year)?, end));
            }
            let date = of(self.today().year()).filter(|date| *date >= self.today());
            let date = date.or_else(|| of(self.today().year().saturating_add(1)))?;
            return Some(Day::new(date, next + 3));
        }
        let (month, end) = self.named_month(next + 2)?;
        let date = month.nth_weekday_of_month(nth, day).ok().filter(|date| *date >= self.today())?;
        Some(Day::new(date, end))
    }

    /// `2026-12-01`, `3/12`, `3.12.2026`, `31-Oct-2026`.
    fn numbers(&self, at: usize) -> Option<Day> {
        let token = self.token(at)?;
        let read = slashed(token, self.language, self.month_first)?;
        let year = match read.year {
            Some(year) => year,
            None => self.year_of(read.month, read.day)?,
        };
        let near = self.today().year();
        // Two digits mean a year close by.
        if read.short && !(near - 1..near + 20).contains(&year) {
            return None;
        }
        let date = Date::new(year, read.month, read.day).ok()?;
        Some(Day { date, end: at + 1, sure: read.year.is_some() && !read.short })
    }
}

/// `2h`, `30min`, `3d`, `1w`.
fn short(lower: &str) -> Option<(i64, Unit)> {
    let letters = lower.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = lower.strip_suffix(letters).filter(|digits| (1..=4).contains(&digits.len()))?;
    let unit = match letters {
        "m" | "min" | "mins" => Unit::Minute,
        "h" | "hr" | "hrs" => Unit::Hour,
        "d" => Unit::Day,
        "w" | "wk" => Unit::Week,
        _ => return None,
    };
    Some((digits.parse().ok()?, unit))
}
