//! The one place where the clock is read; everything else takes the time as an argument.

use chrono::{DateTime, Local, NaiveDate, Utc};

/// Returns the present moment.
#[expect(clippy::disallowed_methods, reason = "this is the one place")]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Returns today's date where the user is.
#[expect(clippy::disallowed_methods, reason = "this is the one place")]
pub fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// Returns a moment (milliseconds since 1970) as the user's local time, `YYYY-MM-DDTHH:MM:SS`.
pub fn local(millis: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(millis)
        .map(|at| at.with_timezone(&Local).format("%Y-%m-%dT%H:%M:%S").to_string())
        .unwrap_or_default()
}
