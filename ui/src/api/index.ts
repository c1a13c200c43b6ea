// The one door to the library. Nothing outside this folder knows of Tauri.

import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { CaseView } from "./generated/CaseView";
import type { CasesView } from "./generated/CasesView";
import type { IncomeView } from "./generated/IncomeView";
import type { LeadView } from "./generated/LeadView";
import type { Changed } from "./generated/Changed";
import type { ChangeView } from "./generated/ChangeView";
import type { DocumentDetail } from "./generated/DocumentDetail";
import type { DocumentPage } from "./generated/DocumentPage";
import type { DocumentQuery } from "./generated/DocumentQuery";
import type { DueRow } from "./generated/DueRow";
import type { ErrorView } from "./generated/ErrorView";
import type { EventView } from "./generated/EventView";
import type { ExportView } from "./generated/ExportView";
import type { FiledView } from "./generated/FiledView";
import type { FolderView } from "./generated/FolderView";
import type { NewCase } from "./generated/NewCase";
import type { NewEvent } from "./generated/NewEvent";
import type { OperationView } from "./generated/OperationView";
import type { PacketView } from "./generated/PacketView";
import type { ProcedureView } from "./generated/ProcedureView";
import type { OfferView } from "./generated/OfferView";
import type { Preferences } from "./generated/Preferences";
import type { SettingsView } from "./generated/SettingsView";
import type { SmallerView } from "./generated/SmallerView";
import type { Verified } from "./generated/Verified";
import type { ProgressView } from "./generated/ProgressView";
import type { ProposalView } from "./generated/ProposalView";

export type { CaseView } from "./generated/CaseView";
export type { ReasonView } from "./generated/ReasonView";
export type { RequestView } from "./generated/RequestView";
export type { CasesView } from "./generated/CasesView";
export type { CostsView } from "./generated/CostsView";
export type { FeeView } from "./generated/FeeView";
export type { IncomeView } from "./generated/IncomeView";
export type { LeadView } from "./generated/LeadView";
export type { Changed } from "./generated/Changed";
export type { ChangeView } from "./generated/ChangeView";
export type { DocumentDetail } from "./generated/DocumentDetail";
export type { DocumentPage } from "./generated/DocumentPage";
export type { DocumentQuery } from "./generated/DocumentQuery";
export type { DocumentRow } from "./generated/DocumentRow";
export type { DueRow } from "./generated/DueRow";
export type { ErrorView } from "./generated/ErrorView";
export type { EventView } from "./generated/EventView";
export type { ExportView } from "./generated/ExportView";
export type { FactView } from "./generated/FactView";
export type { FiledView } from "./generated/FiledView";
export type { FilingView } from "./generated/FilingView";
export type { FindingView } from "./generated/FindingView";
export type { FolderView } from "./generated/FolderView";
export type { HistoryView } from "./generated/HistoryView";
export type { ItemView } from "./generated/ItemView";
export type { LeftView } from "./generated/LeftView";
export type { MilestoneView } from "./generated/MilestoneView";
export type { NewCase } from "./generated/NewCase";
export type { NewEvent } from "./generated/NewEvent";
export type { OperationView } from "./generated/OperationView";
export type { LimitView } from "./generated/LimitView";
export type { OfferView } from "./generated/OfferView";
export type { PackEntry } from "./generated/PackEntry";
export type { Preferences } from "./generated/Preferences";
export type { SettingsView } from "./generated/SettingsView";
export type { Verified } from "./generated/Verified";
export type { SmallerView } from "./generated/SmallerView";
export type { PageView } from "./generated/PageView";
export type { PersonView } from "./generated/PersonView";
export type { PacketPart } from "./generated/PacketPart";
export type { PacketView } from "./generated/PacketView";
export type { ProcedureView } from "./generated/ProcedureView";
export type { ProgressView } from "./generated/ProgressView";
export type { ProposalView } from "./generated/ProposalView";
export type { TermView } from "./generated/TermView";

/** A name as in the passport, and the surname. */
export type PersonName = [name: string, surname: string];

/** The open folder; at start the one of the command line or of the last time; `null` if there is none. */
export const folder = () => invoke<FolderView | null>("folder");
export const openFolder = (path: string) => invoke<FolderView>("open_folder", { path });
export const createFolder = (path: string, people: PersonName[], fresh: boolean) =>
  invoke<FolderView>("create_folder", { path, people, fresh });
export const openDemo = () => invoke<FolderView>("open_demo");
export const chooseFolder = () => invoke<string | null>("choose_folder");
export const suggestedFolder = () => invoke<string>("suggested_folder");

/** Brings the index up to date, telling `onProgress` how far it is. */
export function scan(lossIsMeant: boolean, onProgress: (progress: ProgressView) => void): Promise<void> {
  return invoke<void>("scan", { lossIsMeant, onProgress: new Channel(onProgress) });
}
export const cancelScan = () => invoke<void>("cancel_scan");

export const documents = (query: DocumentQuery) => invoke<DocumentPage>("documents", { query });
export const document = (path: string) => invoke<DocumentDetail>("document", { path });
export const showInFolder = (path: string) => invoke<void>("show_in_folder", { path });
export const correct = (path: string, fact: string, value: string) =>
  invoke<void>("correct", { path, fact, value });

/** When a paper was filed, with which reference and receipt; and what it replaced, or what replaced it. */
export const filed = (path: string) => invoke<FiledView>("filed", { path });
/** Writes that as one page for who asks again; the ending of `to` says which kind. */
export const writeFiled = (path: string, to: string, language: string) => invoke<FiledView>("write_filed", { path, to, language });

/** Tries to make a paper smaller, and changes nothing; `cancelScan` ends it, `apply` takes what it returns. */
export const smaller = (path: string, onProgress: (progress: ProgressView) => void) =>
  invoke<SmallerView>("smaller", { path, onProgress: new Channel(onProgress) });

/** Copies files of this computer into the folder's `_Inbox`; returns their paths there. */
export const takeIn = (files: string[]) => invoke<string[]>("take_in", { files });

/** The picture of a page, `width` pixels wide. */
export async function pageImage(path: string, page: number, width: number): Promise<Blob> {
  const bytes = await invoke<ArrayBuffer>("page_image", { path, page, width });
  return new Blob([bytes], { type: "image/png" });
}

export const proposals = () => invoke<ProposalView[]>("proposals");
export const apply = (proposals: ProposalView[]) => invoke<ChangeView>("apply", { proposals });
export const undo = (operation: string | null) => invoke<ChangeView>("undo", { operation });
/** What Faldone filed by itself within the last week, and stands. */
export const filedByItself = () => invoke<OperationView[]>("filed_by_itself");
export const operations = () => invoke<OperationView[]>("operations");

export const timeline = (person: string | null) => invoke<EventView[]>("timeline", { person });
export const addEvent = (event: NewEvent) => invoke<EventView>("add_event", { event });
export const chooseExport = (name: string, kind: "xlsx" | "csv" | "pdf") =>
  invoke<string | null>("choose_export", { name, kind });
/** What the export would hold; nothing is written. */
export const exportPreview = (person: string, full: boolean) =>
  invoke<ExportView>("export_preview", { person, full });
export const exportTimeline = (to: string, person: string, full: boolean) =>
  invoke<ExportView>("export", { to, person, full });

export const procedures = () => invoke<ProcedureView[]>("procedures");
/** All cases, and what everybody should have without one. */
export const cases = () => invoke<CasesView>("cases");
/** What income a procedure asks for, for a family of this size. */
export const incomes = (procedure: string, spouse: boolean, children: number, on: string) =>
  invoke<IncomeView>("incomes", { procedure, spouse, children, on });
/** By when each step must be begun for the wished day. */
export const leadTime = (procedure: string, wished: string) => invoke<LeadView>("lead_time", { procedure, wished });
/** What is due, soonest first. */
export const due = () => invoke<DueRow[]>("due");
export const openCase = (fresh: NewCase) => invoke<CaseView>("open_case", { case: fresh });
export const closeCase = (of: string, on: string | null) => invoke<CaseView>("close_case", { case: of, on });
/** Says something of a case; an empty value takes it back. */
export const tellCase = (of: string, about: "answer" | "milestone" | "item" | "assign" | "term" | "reference", id: string, value: string, why = "") =>
  invoke<CaseView>("tell_case", { case: of, about, id, value, why });
export const packet = (of: string, recipient: string, request: string | null) =>
  invoke<PacketView>("packet", { case: of, recipient, request });
/** Asks where the packet goes, and writes it; `null` if the user changed their mind. */
export const writePacket = (
  of: string,
  request: string | null,
  recipient: string,
  language: string,
  incomplete: boolean,
  name: string,
) => invoke<PacketView | null>("write_packet", { wanted: { case: of, request, recipient, language, incomplete }, name });
export const preferences = () => invoke<Preferences>("preferences");
export const setPreferences = (preferences: Preferences) => invoke<Preferences>("set_preferences", { preferences });

export const settings = () => invoke<SettingsView>("settings");
/** Sets something for the whole household. */
export const set = (key: "limit" | "ids-language" | "automatic-filing", value: string) => invoke<void>("set", { key, value });
/** Adds an adult, or a dependant of the adult with the id `of`. */
export const addPerson = (of: string | null, name: string, surname: string) =>
  invoke<void>("add_person", { of, name, surname });
export const openRoot = () => invoke<void>("open_root");
/** Compares every file with what was written down of it. */
export const verify = (onProgress: (progress: ProgressView) => void) =>
  invoke<Verified>("verify", { onProgress: new Channel(onProgress) });
/** Papers in the source folders that look like the household's. */
export const offers = () => invoke<OfferView[]>("offers");
/** Copies papers that are offered into the folder's `_Inbox`; returns their paths there. */
export const takeOffers = (files: string[]) => invoke<string[]>("take_offers", { files });
/** Sets papers aside that were taken in just now; they still are where they came from. */
export const leaveTaken = (taken: string[]) => invoke<ChangeView>("leave_taken", { taken });

/** Where the tray, a notification or a second start asks to go. */
export interface Go {
  view: "today" | "documents" | "cases" | null;
  document: string | null;
  case: string | null;
  folder: string | null;
}

/** Calls `asked` when something outside the window asks it to go somewhere, until the returned function is called. */
export function onGo(asked: (go: Go) => void): () => void {
  const listening = listen<Go>("go", (event) => asked(event.payload));
  return () => void listening.then((stop) => stop());
}

/** Calls `heard` whenever the folder changed, until the returned function is called. */
export function onChanged(heard: (changed: Changed) => void): () => void {
  const listening = listen<Changed>("changed", (event) => heard(event.payload));
  return () => void listening.then((stop) => stop());
}

/** What the hand over the window does: a file is held over it, was dropped on it, or is gone again. */
export interface Hand {
  over: () => void;
  away: () => void;
  dropped: (files: string[]) => void;
}

/** Tells of files dragged over the window, until the returned function is called. */
export function onDrag(hand: Hand): () => void {
  const listening = [
    listen("tauri://drag-enter", hand.over),
    listen("tauri://drag-leave", hand.away),
    listen<{ paths: string[] }>("tauri://drag-drop", (event) => hand.dropped(event.payload.paths)),
  ];
  return () => listening.forEach((one) => void one.then((stop) => stop()));
}

/** What was thrown, as an error people can read. */
export function asError(thrown: unknown): ErrorView {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    return thrown as ErrorView;
  }
  return { code: "internal", message: String(thrown), path: null, hint: null, reason: null };
}
