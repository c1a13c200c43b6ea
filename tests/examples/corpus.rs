//! Makes a folder of two-page text PDFs for the benchmarks: `corpus DIR N`. The same N gives the same bytes.
//!
//! They are what a household has: notices, receipts, payslips, leases; each with its own numbers, names and words.
#![expect(clippy::print_stderr, reason = "This is a program for a terminal.")]

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, StringFormat, dictionary};
use std::path::Path;
use std::process::ExitCode;

const LINES: usize = 44;

const PEOPLE: &[&str] = &[
    "Amina Rossi",
    "Daniel Okafor",
    "Mei Lin Ferraro",
    "Tomasz Nowicki",
    "Lucía Paredes",
    "Omar Haddad",
    "Priya Nair",
    "Elif Demirtaş",
];

const TITLES: &[&str] = &[
    "Sportello Unico per l'Immigrazione - Comunicazione",
    "Ricevuta di presentazione della domanda",
    "Prospetto di paga",
    "Contratto di locazione ad uso abitativo",
    "Ricevuta di versamento pagoPA",
    "Certificato di residenza",
    "Comunicazione obbligatoria UNILAV",
    "Avviso di convocazione",
];

const SENTENCES: &[&str] = &[
    "si comunica che la domanda è stata acquisita al protocollo con il numero sopra indicato",
    "il datore di lavoro è tenuto a trasmettere la documentazione entro i termini previsti",
    "il lavoratore dichiara di avere preso visione delle condizioni e di accettarle integralmente",
    "la presente ricevuta deve essere conservata ed esibita a richiesta degli uffici competenti",
    "l'importo è stato accreditato sul conto corrente indicato nel modulo di adesione",
    "il canone annuo è corrisposto in rate mensili anticipate entro il giorno cinque di ogni mese",
    "le ritenute previdenziali e fiscali sono state operate secondo la normativa vigente",
    "per la consegna in Questura occorre presentarsi muniti di passaporto e di quattro fotografie recenti",
    "avverso il presente atto è ammesso ricorso nei modi e nei termini di legge",
    "l'ufficio si riserva di chiedere chiarimenti o integrazioni alla documentazione prodotta",
    "la residenza è accertata dal Comune entro quarantacinque giorni dalla dichiarazione resa",
    "le ferie maturate e non godute sono riportate nella sezione riepilogativa del prospetto",
];

/// A small generator of numbers that look random: the corpus must be the same everywhere, for ever.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u64) as usize]
    }
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [dir, count] = args.as_slice() else {
        eprintln!("usage: corpus DIR N");
        return ExitCode::from(2);
    };
    let Ok(count) = count.parse::<u64>() else {
        eprintln!("not a number: {count}");
        return ExitCode::from(2);
    };
    match write(Path::new(dir), count) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{dir}: {error}");
            ExitCode::from(3)
        }
    }
}

fn write(dir: &Path, count: u64) -> std::io::Result<()> {
    for number in 0..count {
        // A hundred papers a folder, as people and years would part them.
        let folder = dir.join(format!("Papers {:03}", number / 100));
        std::fs::create_dir_all(&folder)?;
        let bytes = paper(number)?;
        std::fs::write(folder.join(format!("scaricato {number:06}.pdf")), bytes)?;
    }
    Ok(())
}

/// Returns one two-page PDF.
fn paper(number: u64) -> std::io::Result<Vec<u8>> {
    let mut numbers = Numbers(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1);
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let mut kids = Vec::new();
    for page in 1..=2 {
        let lines = lines(&mut numbers, number, page);
        let mut content = Stream::new(dictionary! {}, stream(&lines)?);
        content.compress().map_err(std::io::Error::other)?;
        let content = document.add_object(content);
        kids.push(Object::from(document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        })));
    }
    document.set_object(pages, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 2 });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

fn lines(numbers: &mut Numbers, paper: u64, page: u64) -> Vec<String> {
    let mut lines = Vec::with_capacity(LINES);
    if page == 1 {
        let (day, month, year) =
            (1 + numbers.below(28), 1 + numbers.below(12), 2022 + numbers.below(5));
        lines.push(numbers.pick(TITLES).to_owned());
        lines.push(format!("Pratica P-MI/L/N/{year}/{}", 100_000 + paper));
        lines.push(format!(
            "Prot. n. {:07} del {day:02}/{month:02}/{year}",
            numbers.below(9_999_999)
        ));
        lines.push(format!("Intestatario: {}", numbers.pick(PEOPLE)));
        lines.push(format!("Importo euro {},{:02}", numbers.below(3_000), numbers.below(100)));
    }
    while lines.len() < LINES - 1 {
        let sentence = numbers.pick(SENTENCES);
        lines.push(format!("{}. {sentence} (rif. {}).", lines.len() + 1, numbers.below(1_000_000)));
    }
    lines.push(format!("Pagina {page} di 2"));
    lines
}

fn stream(lines: &[String]) -> std::io::Result<Vec<u8>> {
    let mut operations = vec![
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec!["F1".into(), 10.into()]),
        Operation::new("TL", vec![16.into()]),
        Operation::new("Td", vec![50.into(), 780.into()]),
    ];
    for line in lines {
        let text = Object::String(win_ansi(line), StringFormat::Literal);
        operations.push(Operation::new("Tj", vec![text]));
        operations.push(Operation::new("T*", vec![]));
    }
    operations.push(Operation::new("ET", vec![]));
    Content { operations }.encode().map_err(std::io::Error::other)
}

/// Latin-1 is enough for Italian; the rare rest becomes a question mark, as in many a real form.
fn win_ansi(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}
