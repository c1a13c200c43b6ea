//! What can be said on the command line (design §4).

use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Keeps the papers of people who move to Italy: right names, readable PDFs, protocol numbers and dates, a timeline to trust
///
/// Everything happens on this computer. No file is ever overwritten or deleted, and every change can be undone.
#[derive(Debug, Parser)]
#[command(name = "faldone", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub verb: Verb,
    /// Answer with one JSON object
    #[arg(long, global = true)]
    pub json: bool,
    /// Reckon as if today were this day (YYYY-MM-DD)
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<NaiveDate>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Make or adopt a master folder; no existing file is changed
    Init {
        dir: PathBuf,
        /// An adult of the household, as in the passport: "Name/Surname"
        #[arg(long = "person", value_name = "NAME/SURNAME")]
        people: Vec<String>,
    },
    /// Write a fictional family's folder, with everything wrong that can be
    Demo { dir: PathBuf },
    /// Tell what files are, without a folder
    Inspect {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// An adult of the household: "Name/Surname"
        #[arg(long = "person", value_name = "NAME/SURNAME")]
        people: Vec<String>,
    },
    /// Bring the index up to date
    Scan {
        dir: PathBuf,
        /// Believe that missing files are meant to be gone
        #[arg(long)]
        confirm_missing: bool,
    },
    /// Show what is wrong, worst first, each with its fix
    Check { dir: PathBuf },
    /// Show better names and places; carry them out with --yes
    Fix {
        dir: PathBuf,
        /// Show the plan and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Only what answers this finding: name-differs, misplaced, duplicate
        #[arg(long, value_name = "CODE")]
        only: Option<String>,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Take an operation back, the last one if none is named
    Undo {
        dir: PathBuf,
        operation: Option<String>,
        /// Only this file of the operation, by the name it got or had before; without an operation, the last that moved it
        #[arg(long = "file", value_name = "PATH")]
        files: Vec<String>,
    },
    /// Show what was done and told, newest first
    Log { dir: PathBuf },
    /// Stay, and report what comes in
    Watch { dir: PathBuf },
    /// Find papers by words, numbers or names
    Search {
        dir: PathBuf,
        query: String,
        /// Only this person's
        #[arg(long)]
        person: Option<String>,
    },
    /// Show who did what, when, with which reference
    Timeline {
        dir: PathBuf,
        /// Only this person's
        #[arg(long)]
        person: Option<String>,
    },
    /// Correct what was read from a paper
    Correct {
        dir: PathBuf,
        /// Path relative to the folder
        file: String,
        /// type, person, reference, date, amount or void
        fact: String,
        /// The right value, e.g. NULLA-OSTA, "Amina Rossi", practice:P-MI/L/N/2026/101255, issued:2026-04-28; empty takes the fact
        /// away: void \"\" says that a paper counts after all
        value: String,
    },
    /// Add an event to the timeline by hand
    Event {
        dir: PathBuf,
        #[command(subcommand)]
        what: EventVerb,
    },
    /// Write a person's timeline and papers as a table; secrets are masked
    Export {
        dir: PathBuf,
        /// A new file: .xlsx or .csv
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        #[arg(long)]
        person: String,
        /// Do not mask passport numbers and the like
        #[arg(long)]
        full: bool,
    },
    /// Compare every file and journal with what was written down
    Verify { dir: PathBuf },
    /// See the cases; open one, and tell of it
    Case {
        dir: PathBuf,
        #[command(subcommand)]
        what: Option<CaseVerb>,
    },
    /// Show what is asked for, and what is here
    Checklist {
        dir: PathBuf,
        /// Only this case's; its id may be shortened
        #[arg(long)]
        case: Option<String>,
        /// Only what this one provides: applicant, employer, host or consultant
        #[arg(long, value_name = "WHO")]
        by: Option<String>,
    },
    /// Show what a case's fees come to, and which are paid
    Fees {
        dir: PathBuf,
        /// Only this case's; its id may be shortened
        #[arg(long)]
        case: Option<String>,
    },
    /// Show what income a procedure asks for
    Income {
        /// As `faldone packs procedures` lists them: digital-nomad
        procedure: String,
        /// With a spouse
        #[arg(long)]
        spouse: bool,
        /// How many dependent children
        #[arg(long, default_value_t = 0, value_name = "NUMBER")]
        children: u32,
        /// A yearly income to set against it, in whole euro
        #[arg(long, value_name = "EURO")]
        income: Option<u32>,
        /// By the figures of this day, else of today: YYYY-MM-DD
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
    /// Count back from a wished day: by when each step must be begun
    Lead {
        /// As `faldone packs procedures` lists them: digital-nomad
        procedure: String,
        /// The wished day: YYYY-MM-DD
        wished: NaiveDate,
        /// The step to reach on it; else the entry into Italy, or the last one
        #[arg(long)]
        step: Option<String>,
        /// The comune whose patron saint may be a holiday
        #[arg(long, value_name = "COMUNE")]
        place: Option<String>,
    },
    /// Count the days in Italy of a tax year, from arrivals and departures that were told
    Days {
        dir: PathBuf,
        /// The year; this one if none is named
        #[arg(long)]
        year: Option<i32>,
        /// Only this person's
        #[arg(long)]
        person: Option<String>,
    },
    /// Show what is due, soonest first
    Due {
        dir: PathBuf,
        /// Only this person's
        #[arg(long)]
        person: Option<String>,
        /// Count each term day by day
        #[arg(long)]
        days: bool,
    },
    /// Show what a packet of a case would hold, or write it
    Packet {
        dir: PathBuf,
        /// The case; its id may be shortened
        #[arg(long)]
        case: String,
        /// Exactly what this letter of an office asks for; relative to the folder
        #[arg(long)]
        request: Option<String>,
        /// portal, consulate, hr, advisor, landlord or bank
        #[arg(long = "for", default_value = "portal")]
        recipient: String,
        /// Write it: a .zip, or one .pdf
        #[arg(long)]
        to: Option<PathBuf>,
        /// The index page's language: en or it
        #[arg(long, default_value = "it")]
        language: String,
        /// Write it although something is missing
        #[arg(long)]
        incomplete: bool,
    },
    /// Show when a paper was filed, with which reference and receipt
    Filed {
        dir: PathBuf,
        /// Relative to the folder
        file: String,
        /// Also write it as one page to send: .pdf or .txt
        #[arg(long)]
        to: Option<PathBuf>,
        /// The page's language: en or it
        #[arg(long, default_value = "it")]
        language: String,
    },
    /// Tell by when something must be done, and count the days
    Reckon {
        /// As `faldone packs terms` lists them: permit-application
        term: String,
        /// The day it runs from: YYYY-MM-DD, with THH:MM where hours count
        #[arg(value_name = "DATE-OR-TIME")]
        from: String,
        /// The comune whose patron saint may be a holiday
        #[arg(long, value_name = "COMUNE")]
        place: Option<String>,
    },
    /// Show what is known, each with its source
    Packs {
        /// types, procedures, terms, limits or calendars
        kind: Option<String>,
    },
    /// Read files for the parent process
    #[command(hide = true)]
    Worker,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CaseVerb {
    /// Open a case
    Open {
        /// As `faldone case DIR` lists them: permit-renewal
        procedure: String,
        /// Whom it is for, the applicant first
        #[arg(long = "person", required = true)]
        people: Vec<String>,
        /// Papers of before belong to an earlier run; without it, those since the last run ended count
        #[arg(long, value_name = "YYYY-MM-DD")]
        since: Option<NaiveDate>,
        /// A practice number that is known already
        #[arg(long = "reference")]
        references: Vec<String>,
    },
    /// Close a case
    Close {
        case: String,
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<NaiveDate>,
    },
    /// Open a closed case again
    Reopen { case: String },
    /// Answer a question of its checklist: yes or no
    Answer { case: String, question: String, answer: String },
    /// Tell that a step was reached
    Reached {
        case: String,
        milestone: String,
        /// YYYY-MM-DD
        date: String,
    },
    /// Tell that the portal was looked at
    Checked {
        case: String,
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<NaiveDate>,
    },
    /// Tick an item of the checklist by hand
    Tick {
        case: String,
        item: String,
        /// Take the tick away
        #[arg(long)]
        off: bool,
    },
    /// Tell who provides an item, and by when
    Assign {
        case: String,
        item: String,
        /// applicant, employer, host or consultant; empty takes it back
        who: String,
        #[arg(value_name = "YYYY-MM-DD")]
        day: Option<NaiveDate>,
    },
    /// Tell that a practice number belongs to the case
    Reference {
        case: String,
        value: String,
        /// Take it away
        #[arg(long)]
        off: bool,
    },
    /// Tell that a term ends on another day
    Term {
        case: String,
        term: String,
        /// YYYY-MM-DD; empty takes it back
        date: String,
        #[arg(long, default_value = "")]
        why: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum EventVerb {
    /// Add an event
    Add {
        /// YYYY-MM-DD
        #[arg(long)]
        date: String,
        /// HH:MM
        #[arg(long)]
        time: Option<String>,
        /// What happened
        #[arg(long)]
        what: String,
        /// Whom it is about
        #[arg(long)]
        person: String,
        /// Who did it
        #[arg(long)]
        who: Option<String>,
        /// Protocol or practice number
        #[arg(long)]
        reference: Option<String>,
        /// portal, pec, by-hand, post
        #[arg(long)]
        channel: Option<String>,
        /// A paper of the folder that proves it
        #[arg(long)]
        file: Option<String>,
        /// Something was filed with it: an application, requested papers, observations
        #[arg(long)]
        filed: bool,
    },
}
