//! Figures that OCR read as letters.

/// So many figures of one number may have been read as letters.
const MOST: usize = 2;

/// Returns the figures that OCR read, where letters that look like figures stand among them: `2O26` is 2026. None where another
/// letter does, or too many.
pub(super) fn figures(read: &str) -> Option<String> {
    let mut repaired = 0;
    let figures: Option<String> = read
        .chars()
        .map(|c| {
            let figure = match c.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                _ => return c.is_ascii_digit().then_some(c),
            };
            repaired += 1;
            Some(figure)
        })
        .collect();
    figures.filter(|_| repaired <= MOST)
}
