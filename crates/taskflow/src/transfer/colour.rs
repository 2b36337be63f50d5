//! Colours that other products call by a name.

/// Names as WeKan and Planka have them, each with the colour it comes closest to here.
const NAMES: &[(&[&str], &str)] = &[
    (&["green", "darkgreen", "sunny-grass", "tank-green", "coral-green"], "#4BCE97"),
    (&["lime", "bright-moss", "wet-moss", "turquoise-sea", "modern-green"], "#94C748"),
    (&["yellow", "gold", "egg-yellow", "desert-sand", "muddy-grey"], "#E2B203"),
    (
        &["orange", "peachpuff", "pumpkin-orange", "orange-peel", "light-orange", "apricot-red"],
        "#FAA53D",
    ),
    (&["red", "crimson", "berry-red", "red-burgundy", "hot-red", "red-curtain"], "#F87168"),
    (&["pink", "mistyrose", "pink-tulip", "sugar-plum", "sweet-lilac"], "#E774BB"),
    (
        &["purple", "plum", "magenta", "indigo", "slateblue", "sweet-lavender", "french-coast"],
        "#9F8FEF",
    ),
    (&["blue", "navy", "midnight-blue", "navy-blue", "deep-ocean", "antique-blue"], "#579DFF"),
    (
        &["sky", "paleturquoise", "morning-sky", "lagoon-blue", "summer-sky", "lilac-eyes"],
        "#6CC3E0",
    ),
    (&["black", "saddlebrown", "gun-metal", "dark-granite", "light-cocoa"], "#44546F"),
];

/// The colour of this name; `None` when nobody knows it.
pub fn named(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    NAMES
        .iter()
        .find(|(names, _)| names.contains(&name.as_str()))
        .map(|(_, colour)| *colour)
}

/// `db6a1f` or `#DB6A1F`, as we write it.
pub fn hex(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    let good = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    good.then(|| format!("#{}", digits.to_uppercase()))
}
