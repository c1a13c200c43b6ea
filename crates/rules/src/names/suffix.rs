//! The end of a name: detail, letter, version.

/// What ends a name, in this order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Suffix {
    pub(crate) detail: Option<String>,
    pub(crate) letter: Option<char>,
    pub(crate) version: Option<u32>,
}

/// Splits the fields after the template's own. More than one field left over is an error: those fields.
pub(crate) fn read(fields: &[String]) -> Result<Suffix, Vec<String>> {
    let mut rest = fields;
    let mut suffix = Suffix::default();
    if let Some((last, before)) = rest.split_last()
        && let Some(version) = version(last)
    {
        (suffix.version, rest) = (Some(version), before);
    }
    if let Some((last, before)) = rest.split_last()
        && let Some(letter) = letter(last)
    {
        (suffix.letter, rest) = (Some(letter), before);
    }
    match rest {
        [] => Ok(suffix),
        [detail] => Ok(Suffix { detail: Some(detail.clone()), ..suffix }),
        more => Err(more.to_vec()),
    }
}

/// Returns 2 for `v2`. There is no `v1` and no `v02`: the first paper carries no version.
pub(crate) fn version(field: &str) -> Option<u32> {
    let digits = field.strip_prefix('v')?;
    if digits.starts_with('0') || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|version| *version >= 2)
}

/// Returns the letter of a field that is one of `b` to `z`.
pub(crate) fn letter(field: &str) -> Option<char> {
    let mut chars = field.chars();
    match (chars.next(), chars.next()) {
        (Some(letter @ 'b'..='z'), None) => Some(letter),
        _ => None,
    }
}

/// Returns what stands for a letter once `z` is used up: `no-27`. It is a detail, never a reference.
pub(crate) fn numbered(number: u32) -> String {
    format!("no-{number}")
}

/// Returns whether a field of a type that carries a reference is one: it holds a digit and is no suffix.
pub(crate) fn is_reference(field: &str) -> bool {
    let numbered = field.strip_prefix("no-").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    field.bytes().any(|b| b.is_ascii_digit()) && version(field).is_none() && !numbered
}
