//! From fields to a file name.

use super::{IdLanguage, NameFields, Naming, Parsed, Slot, ascii, date, parse, windows_device};
use crate::packs::{Packs, Per};

/// Fields that give no name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("there is no document type `{0}`")]
    UnknownType(String),
    #[error("the {0} holds nothing that can be written in a file name")]
    Empty(&'static str),
    #[error("a {type_id} is named with its date, as {form}")]
    Date { type_id: String, form: &'static str },
    #[error("`{0}` is not a file extension")]
    Extension(String),
    #[error("the name would have {length} characters; at most {max} are allowed")]
    TooLong { length: usize, max: usize },
    #[error("Windows reserves the name `{0}`")]
    Reserved(String),
    #[error("the name `{0}` could not be read back into its fields")]
    Ambiguous(String),
}

/// Returns the file name for these fields. Each field is written in ASCII; the name always parses back into them.
pub fn build(
    fields: &NameFields,
    packs: &Packs,
    naming: &Naming,
    ext: &str,
) -> Result<String, NameError> {
    let doc_type = packs
        .document_type(&fields.type_id)
        .ok_or_else(|| NameError::UnknownType(fields.type_id.clone()))?;
    let date_fits = match fields.date {
        Some(date) => date::grain_fits(doc_type, date),
        None => doc_type.per == Per::One,
    };
    if !date_fits {
        let form = date::form(doc_type);
        return Err(NameError::Date { type_id: doc_type.id.clone(), form });
    }
    let clean = NameFields {
        name: written(&fields.name, "given name")?,
        surname: written(&fields.surname, "surname")?,
        reference: fields.reference.as_deref().map(|r| written(r, "reference")).transpose()?,
        detail: fields.detail.as_deref().map(|d| written(d, "detail")).transpose()?,
        ..fields.clone()
    };
    let ext = ext.to_ascii_lowercase();
    if !is_extension(&ext) {
        return Err(NameError::Extension(ext));
    }

    let id = match naming.language {
        IdLanguage::En => &doc_type.id,
        IdLanguage::It => &doc_type.id_it,
    };
    let mut pieces: Vec<String> = Vec::new();
    for slot in &naming.slots {
        pieces.extend(match slot {
            Slot::Type => Some(id.clone()),
            Slot::Name => Some(clean.name.clone()),
            Slot::Surname => Some(clean.surname.clone()),
            Slot::Date => clean.date.map(|date| date.to_string()),
            Slot::Reference => clean.reference.clone(),
        });
    }
    pieces.extend(clean.detail.clone());
    pieces.extend(clean.letter.map(String::from));
    pieces.extend(clean.version.map(|version| format!("v{version}")));
    let name = format!("{}.{ext}", pieces.join("_"));

    if name.len() > naming.longest() {
        return Err(NameError::TooLong { length: name.len(), max: naming.longest() });
    }
    if windows_device(&name).is_some() {
        return Err(NameError::Reserved(name));
    }
    match parse(&name, packs, naming) {
        Ok(Parsed { fields, ext: read, .. }) if fields == clean && read == ext => Ok(name),
        _ => Err(NameError::Ambiguous(name)),
    }
}

fn written(text: &str, what: &'static str) -> Result<String, NameError> {
    let field = ascii(text);
    if field.is_empty() { Err(NameError::Empty(what)) } else { Ok(field) }
}

/// Returns whether this is an extension in lower case, like `pdf`, or `pdf.p7m` for a signed envelope.
pub(crate) fn is_extension(ext: &str) -> bool {
    let plain = |ext: &str| {
        (1..=10).contains(&ext.len())
            && ext.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    match ext.rsplit_once('.') {
        Some((inner, envelope)) => plain(inner) && super::parse::is_envelope(envelope),
        None => plain(ext),
    }
}
