//! Takes the pages of a PDF over into another one: as they look, with nothing that would run, and no form to fill in.

use super::Alone;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::HashMap;
use std::fmt::Write as _;

/// What a page says of itself that stays true in another file.
const OF_A_PAGE: [&[u8]; 8] =
    [b"MediaBox", b"CropBox", b"BleedBox", b"TrimBox", b"ArtBox", b"Rotate", b"UserUnit", b"Group"];
/// What a page may have from the tree above it (ISO 32000-1, table 30).
const INHERITED: [&[u8]; 3] = [b"MediaBox", b"CropBox", b"Rotate"];
/// Levels of a tree that no honest file goes beyond.
const DEEPEST: usize = 64;
/// Bits of an annotation's /F: hidden, not viewed.
const UNSEEN: i64 = 2 | 32;

/// Returns the new pages, in order.
///
/// # Errors
/// Why they cannot be taken over without a loss.
pub(super) fn take(
    from: &Document,
    to: &mut Document,
    tree: ObjectId,
) -> Result<Vec<ObjectId>, Alone> {
    let catalog = from.catalog().map_err(|_| Alone::Broken)?;
    if has_hidden_layers(from, catalog) {
        return Err(Alone::Layers);
    }
    let form = dictionary(from, catalog, b"AcroForm");
    let redraws = form.is_some_and(|form| {
        matches!(form.get_deref(b"NeedAppearances", from), Ok(Object::Boolean(true)))
    });
    let old: Vec<ObjectId> = from.page_iter().collect();
    let new: Vec<ObjectId> = old.iter().map(|_| to.new_object_id()).collect();
    let known = old.iter().copied().zip(new.iter().copied()).collect();
    let mut copy = Copy { from, to, known, waiting: Vec::new() };
    for (old, new) in old.iter().zip(&new) {
        let page = from.get_dictionary(*old).map_err(|_| Alone::Broken)?;
        let page = copy.page(page, tree, redraws)?;
        copy.to.objects.insert(*new, page.into());
    }
    copy.rest();
    Ok(new)
}

fn dictionary<'d>(from: &'d Document, of: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
    of.get_deref(key, from).ok()?.as_dict().ok()
}

/// Whether the file switches some of its layers off: taken out of it, they would be seen.
fn has_hidden_layers(from: &Document, catalog: &Dictionary) -> bool {
    let layers = dictionary(from, catalog, b"OCProperties");
    let shown = layers.and_then(|layers| dictionary(from, layers, b"D"));
    shown.is_some_and(|shown| {
        let off = shown.get_deref(b"OFF", from).and_then(Object::as_array);
        let base = shown.get_deref(b"BaseState", from).and_then(Object::as_name);
        off.is_ok_and(|off| !off.is_empty()) || base.is_ok_and(|base| base == b"OFF")
    })
}

/// Returns what stands under this key in the dictionary or, if not there, in those above it.
fn inherited<'d>(from: &'d Document, of: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    let mut here = of;
    for _ in 0..DEEPEST {
        if let Ok(found) = here.get_deref(key, from) {
            return Some(found);
        }
        here = dictionary(from, here, b"Parent")?;
    }
    None
}

/// One file's objects on their way into another.
struct Copy<'a> {
    from: &'a Document,
    to: &'a mut Document,
    /// The new ids of what was met.
    known: HashMap<ObjectId, ObjectId>,
    /// Met, and not yet taken over.
    waiting: Vec<ObjectId>,
}

impl<'a> Copy<'a> {
    fn page(
        &mut self,
        old: &'a Dictionary,
        tree: ObjectId,
        redraws: bool,
    ) -> Result<Dictionary, Alone> {
        let from = self.from;
        let mut page = Dictionary::new();
        page.set("Type", "Page");
        page.set("Parent", tree);
        for key in OF_A_PAGE {
            let found = match INHERITED.contains(&key) {
                true => inherited(from, old, key),
                false => old.get(key).ok(),
            };
            if let Some(found) = found {
                page.set(key, self.object(found));
            }
        }
        if !page.has(b"MediaBox") {
            return Err(Alone::Broken);
        }
        let resources = inherited(from, old, b"Resources").and_then(|found| found.as_dict().ok());
        let mut resources = resources.map(|found| self.dictionary(found)).unwrap_or_default();
        let mut contents = match old.get_deref(b"Contents", from) {
            Ok(Object::Array(streams)) => streams.iter().map(|one| self.object(one)).collect(),
            Ok(Object::Stream(_)) => {
                old.get(b"Contents").map_or_else(|_| vec![], |one| vec![self.object(one)])
            }
            _ => Vec::new(),
        };
        let fields = self.annotations(old, &mut page, redraws)?;
        if !fields.is_empty() {
            self.draw(fields, &mut contents, old, &mut resources);
        }
        page.set("Resources", resources);
        page.set("Contents", contents);
        Ok(page)
    }

    /// Takes over what is laid on the page, such as an office's stamp, and returns how the fields of a form are drawn on it.
    fn annotations(
        &mut self,
        old: &'a Dictionary,
        page: &mut Dictionary,
        redraws: bool,
    ) -> Result<Vec<(Stream, [f32; 4])>, Alone> {
        let from = self.from;
        let listed = old.get_deref(b"Annots", from).and_then(Object::as_array);
        let (mut kept, mut fields) = (Vec::new(), Vec::new());
        for entry in listed.map(Vec::as_slice).unwrap_or_default() {
            let Ok((id, Object::Dictionary(laid))) = from.dereference(entry) else { continue };
            if laid
                .get_deref(b"Subtype", from)
                .and_then(Object::as_name)
                .is_ok_and(|kind| kind == b"Widget")
            {
                fields.extend(field(from, laid, redraws)?);
                continue;
            }
            let mut laid = laid.clone();
            // What would run when it is touched, seen or left. Links to a page or to the web stay.
            laid.remove(b"AA");
            let does =
                dictionary(from, &laid, b"A").and_then(|does| does.get(b"S").ok()?.as_name().ok());
            if does.is_some_and(|does| !matches!(does, b"URI" | b"GoTo")) {
                laid.remove(b"A");
            }
            let copied = self.dictionary(&laid);
            let new = match id {
                Some(id) => self.settled(id),
                None => self.to.new_object_id(),
            };
            self.to.objects.insert(new, copied.into());
            kept.push(Object::Reference(new));
        }
        if !kept.is_empty() {
            page.set("Annots", kept);
        }
        Ok(fields)
    }

    /// Draws the fields as part of the page (ISO 32000-1, 12.5.5, algorithm 8.1).
    fn draw(
        &mut self,
        fields: Vec<(Stream, [f32; 4])>,
        contents: &mut Vec<Object>,
        old: &'a Dictionary,
        resources: &mut Dictionary,
    ) {
        let from = self.from;
        let pictures = inherited(from, old, b"Resources").and_then(|found| found.as_dict().ok());
        let pictures = pictures.and_then(|found| dictionary(from, found, b"XObject"));
        let mut pictures = pictures.map(|found| self.dictionary(found)).unwrap_or_default();
        let mut drawing = "Q\n".to_owned();
        for (at, (appearance, place)) in fields.into_iter().enumerate() {
            let [a, d, e, f] = fit(&appearance.dict, from, place);
            let mut drawn = self.stream(&appearance);
            drawn.dict.set("Type", "XObject");
            drawn.dict.set("Subtype", "Form");
            let id = self.to.add_object(drawn);
            pictures.set(format!("FaldoneField{at}"), id);
            // Writing to a String cannot fail.
            let _ =
                writeln!(drawing, "q {a:.5} 0 0 {d:.5} {e:.3} {f:.3} cm /FaldoneField{at} Do Q");
        }
        resources.set("XObject", pictures);
        let before = self.to.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
        let after = self.to.add_object(Stream::new(Dictionary::new(), drawing.into_bytes()));
        contents.insert(0, before.into());
        contents.push(after.into());
    }

    /// Takes over everything that was met on the way.
    fn rest(&mut self) {
        while let Some(old) = self.waiting.pop() {
            let Some(new) = self.known.get(&old).copied() else { continue };
            let found = self.from.get_object(old).unwrap_or(&Object::Null);
            // The old file's own tree stays behind.
            let kind =
                found.as_dict().ok().and_then(|found| found.get(b"Type").ok()?.as_name().ok());
            let copied = match kind {
                Some(b"Pages" | b"Catalog" | b"StructTreeRoot") => Object::Null,
                _ => self.object(found),
            };
            self.to.objects.insert(new, copied);
        }
    }

    fn object(&mut self, old: &Object) -> Object {
        match old {
            Object::Reference(id) => Object::Reference(self.met(*id)),
            Object::Array(items) => {
                items.iter().map(|item| self.object(item)).collect::<Vec<_>>().into()
            }
            Object::Dictionary(entries) => self.dictionary(entries).into(),
            Object::Stream(stream) => self.stream(stream).into(),
            other => other.clone(),
        }
    }

    fn dictionary(&mut self, old: &Dictionary) -> Dictionary {
        old.iter().map(|(key, value)| (key.clone(), self.object(value))).collect()
    }

    fn stream(&mut self, old: &Stream) -> Stream {
        // Its length is written anew: an old one may stand in another object, and be wrong.
        Stream::new(self.dictionary(&old.dict), old.content.clone())
    }

    fn met(&mut self, old: ObjectId) -> ObjectId {
        if let Some(known) = self.known.get(&old) {
            return *known;
        }
        let new = self.to.new_object_id();
        self.known.insert(old, new);
        self.waiting.push(old);
        new
    }

    /// Returns the new id of what is taken over by the caller itself.
    fn settled(&mut self, old: ObjectId) -> ObjectId {
        self.waiting.retain(|waiting| *waiting != old);
        *self.known.entry(old).or_insert_with(|| self.to.new_object_id())
    }
}

/// Returns how a field of a form is drawn, and where; nothing for one that is not seen or empty.
fn field(
    from: &Document,
    field: &Dictionary,
    redraws: bool,
) -> Result<Option<(Stream, [f32; 4])>, Alone> {
    let flags = field.get_deref(b"F", from).and_then(Object::as_i64).unwrap_or(0);
    if flags & UNSEEN != 0 {
        return Ok(None);
    }
    let is_button =
        inherited(from, field, b"FT").and_then(|kind| kind.as_name().ok()) == Some(b"Btn");
    let filled = !is_button
        && match inherited(from, field, b"V") {
            Some(Object::String(text, _)) => !text.is_empty(),
            Some(Object::Null) | None => false,
            Some(_) => true,
        };
    let drawn = dictionary(from, field, b"AP").and_then(|looks| looks.get_deref(b"N", from).ok());
    let drawn = match drawn {
        Some(Object::Dictionary(states)) => field
            .get_deref(b"AS", from)
            .and_then(Object::as_name)
            .and_then(|state| states.get_deref(state, from))
            .ok(),
        other => other,
    };
    match drawn {
        // The program that shows it would draw its words anew.
        _ if filled && redraws => Err(Alone::Form),
        Some(Object::Stream(stream)) => {
            Ok(rectangle(from, field, b"Rect").map(|at| (stream.clone(), at)))
        }
        _ if filled => Err(Alone::Form),
        _ => Ok(None),
    }
}

fn numbers<const N: usize>(from: &Document, of: &Dictionary, key: &[u8]) -> Option<[f32; N]> {
    let listed = of.get_deref(key, from).ok()?.as_array().ok()?;
    let read = |one: &Object| from.dereference(one).ok()?.1.as_float().ok();
    listed.iter().map(read).collect::<Option<Vec<f32>>>()?.try_into().ok()
}

/// Returns left, bottom, right and top.
fn rectangle(from: &Document, of: &Dictionary, key: &[u8]) -> Option<[f32; 4]> {
    let [a, b, c, d] = numbers(from, of, key)?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

/// Returns scale and shift (a, d, e, f of a matrix) by which what is drawn in its own box comes to lie in its place.
fn fit(drawn: &Dictionary, from: &Document, place: [f32; 4]) -> [f32; 4] {
    let own = rectangle(from, drawn, b"BBox").unwrap_or([0.0, 0.0, 1.0, 1.0]);
    let [a, b, c, d, e, f] =
        numbers(from, drawn, b"Matrix").unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let corners = [(own[0], own[1]), (own[2], own[1]), (own[0], own[3]), (own[2], own[3])];
    let turned = corners.map(|(x, y)| (a * x + c * y + e, b * x + d * y + f));
    let low =
        turned.iter().fold((f32::MAX, f32::MAX), |low, at| (low.0.min(at.0), low.1.min(at.1)));
    let high =
        turned.iter().fold((f32::MIN, f32::MIN), |high, at| (high.0.max(at.0), high.1.max(at.1)));
    let scale = |room: f32, size: f32| if size > 0.0 { room / size } else { 1.0 };
    let (wide, tall) =
        (scale(place[2] - place[0], high.0 - low.0), scale(place[3] - place[1], high.1 - low.1));
    [wide, tall, place[0] - low.0 * wide, place[1] - low.1 * tall]
}
