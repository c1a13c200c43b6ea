//! A pack that cannot be used: which file, which line, why, and what to do now.

/// A pack that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackError {
    /// Below the folder of packs: `procedures/permit-renewal.toml`.
    pub path: String,
    /// 1 for the first line, where it can be told.
    pub line: Option<usize>,
    pub cause: String,
    /// What to do now, in one sentence.
    pub remedy: String,
}

impl std::error::Error for PackError {}

impl std::fmt::Display for PackError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the rule pack {}", self.path)?;
        if let Some(line) = self.line {
            write!(f, ", line {line},")?;
        }
        write!(f, " cannot be used: {}", self.cause)
    }
}

impl PackError {
    /// What TOML itself says is wrong.
    pub(super) fn unreadable(path: &str, text: &str, error: &toml::de::Error) -> PackError {
        let before = error.span().and_then(|span| text.get(..span.start));
        PackError {
            path: path.to_owned(),
            line: before.map(|before| before.matches('\n').count() + 1),
            cause: error.message().to_owned(),
            remedy: match error.message() {
                "missing field `valid_from`" => {
                    "Say from which day the figure holds: valid_from = 2026-01-01.".to_owned()
                }
                _ => format!("Correct {path} in _Faldone/packs, or take it away."),
            },
        }
    }
}
