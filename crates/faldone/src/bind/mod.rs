//! Binds papers into one PDF: an index page, then each paper's pages as they look, with a bookmark and page labels of its own.
//!
//! What would lose something that counts when its pages are taken out of their file is told and stays a file of its own: a
//! signature holds for the very bytes it was made over, and a password is not ours to take away.

mod pages;
mod photo;
#[cfg(test)]
mod tests;

use lopdf::{
    Dictionary, Document, Object, ObjectId, SaveOptions, StringFormat, dictionary, text_string,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Why a paper stays a file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Alone {
    /// It is signed; the signature would be lost.
    Signed,
    /// Its author locked it, or forbids something.
    Protected,
    /// Files lie inside it, which are no pages.
    Attachments,
    /// A form whose entries are not drawn on its pages.
    Form,
    /// Parts of its pages are switched off, and would be seen.
    Layers,
    /// Neither a PDF nor a picture that can be put on a page.
    Kind,
    /// Its pages cannot be taken out whole.
    Broken,
}

/// A PDF in the making.
pub(crate) struct Binding {
    document: Document,
    tree: ObjectId,
    pages: Vec<ObjectId>,
    /// Each paper's title, the prefix of its pages' labels, and its first page.
    papers: Vec<(String, String, usize)>,
    /// Of everything that went in.
    hash: Sha256,
}

impl Binding {
    /// Begins with the index page.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(crate) fn new(index: &[u8], title: &str) -> Result<Binding, Alone> {
        let mut document = Document::with_version("1.7");
        let tree = document.new_object_id();
        let hash = Sha256::new();
        let mut binding = Binding { document, tree, pages: Vec::new(), papers: Vec::new(), hash };
        binding.add_pdf(index, title, "")?;
        Ok(binding)
    }

    /// Adds a paper's pages; the labels of its pages are `prefix` and their number: `3-1`.
    ///
    /// # Errors
    /// Why it must stay a file of its own.
    pub(crate) fn add_pdf(&mut self, bytes: &[u8], title: &str, prefix: &str) -> Result<(), Alone> {
        let facts = faldone_pdf::file_facts(bytes);
        if !facts.signatures.is_empty() {
            return Err(Alone::Signed);
        }
        if facts.encrypted || facts.restricted {
            return Err(Alone::Protected);
        }
        if facts.embedded_files > 0 || facts.portfolio {
            return Err(Alone::Attachments);
        }
        if facts.xfa {
            return Err(Alone::Form);
        }
        let from = Document::load_mem(bytes).map_err(|_| Alone::Broken)?;
        let pages = pages::take(&from, &mut self.document, self.tree)?;
        // Two readers must agree on how many pages there are: none may be lost in silence.
        if pages.is_empty() || pages.len() != facts.pages as usize {
            return Err(Alone::Broken);
        }
        self.note(bytes, title, prefix, pages);
        Ok(())
    }

    /// Adds a picture on a page of its own.
    ///
    /// # Errors
    /// If it is of a kind that cannot be drawn.
    pub(crate) fn add_picture(
        &mut self,
        bytes: &[u8],
        title: &str,
        prefix: &str,
    ) -> Result<(), Alone> {
        let page = photo::page(bytes, &mut self.document, self.tree).ok_or(Alone::Kind)?;
        self.note(bytes, title, prefix, vec![page]);
        Ok(())
    }

    fn note(&mut self, bytes: &[u8], title: &str, prefix: &str, pages: Vec<ObjectId>) {
        self.hash.update(bytes);
        self.papers.push((title.to_owned(), prefix.to_owned(), self.pages.len()));
        self.pages.extend(pages);
    }

    /// Returns the PDF; the same papers are always the same bytes.
    ///
    /// # Errors
    /// If it cannot be written; the reason.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, String> {
        let kids: Vec<Object> = self.pages.iter().map(|page| Object::Reference(*page)).collect();
        let count = kids.len() as i64;
        let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
        self.document.objects.insert(self.tree, tree.into());
        let outlines = self.outlines();
        let catalog = dictionary! {
            "Type" => "Catalog", "Pages" => self.tree, "Outlines" => outlines,
            "PageMode" => "UseOutlines", "PageLabels" => self.labels(),
        };
        let root = self.document.add_object(catalog);
        let title = self.papers.first().map(|(title, _, _)| text_string(title));
        let mut info = dictionary! { "Producer" => Object::string_literal("Faldone") };
        info.set("Title", title.unwrap_or(Object::Null));
        let info = self.document.add_object(info);
        self.document.trailer.set("Root", root);
        self.document.trailer.set("Info", info);
        let id = self.hash.finalize().iter().take(16).copied().collect();
        let id = Object::String(id, StringFormat::Hexadecimal);
        self.document.trailer.set("ID", vec![id.clone(), id]);
        let mut out = Vec::new();
        let options =
            SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
        self.document.save_with_options(&mut out, options).map_err(|error| error.to_string())?;
        // What leaves must be what was put in: read back by the reader that has no part in the writing.
        let read = faldone_pdf::file_facts(&out);
        if read.pages as usize != self.pages.len() {
            return Err("the bound PDF does not hold all pages; make a ZIP instead".to_owned());
        }
        Ok(out)
    }

    /// A bookmark for each paper, in order.
    fn outlines(&mut self) -> ObjectId {
        let root = self.document.new_object_id();
        let ids: Vec<ObjectId> =
            self.papers.iter().map(|_| self.document.new_object_id()).collect();
        for (at, (title, _, first)) in self.papers.iter().enumerate() {
            let page = self.pages.get(*first).map_or(Object::Null, |page| Object::Reference(*page));
            let mut entry = dictionary! {
                "Title" => text_string(title), "Parent" => root, "Dest" => vec![page, "Fit".into()],
            };
            if let Some(before) = at.checked_sub(1).and_then(|before| ids.get(before)) {
                entry.set("Prev", *before);
            }
            if let Some(after) = ids.get(at + 1) {
                entry.set("Next", *after);
            }
            if let Some(id) = ids.get(at) {
                self.document.objects.insert(*id, entry.into());
            }
        }
        let mut outlines = dictionary! { "Type" => "Outlines", "Count" => ids.len() as i64 };
        if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
            outlines.set("First", *first);
            outlines.set("Last", *last);
        }
        self.document.objects.insert(root, outlines.into());
        root
    }

    /// The index's pages are i, ii, …; the third paper's 3-1, 3-2, ….
    fn labels(&self) -> Dictionary {
        let numbers = self.papers.iter().flat_map(|(_, prefix, first)| {
            let label = match prefix.as_str() {
                "" => dictionary! { "S" => "r" },
                prefix => dictionary! { "S" => "D", "P" => text_string(prefix) },
            };
            [Object::Integer(*first as i64), label.into()]
        });
        dictionary! { "Nums" => numbers.collect::<Vec<Object>>() }
    }
}
