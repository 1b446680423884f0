// Counts by kind and day, and what it was not possible to count. Holds numbers only.
import { Fault } from "./fault.js";
import { written, yearBefore } from "./day.js";

export const KINDS = [
  "connections", "new_connections", "invitations_sent", "reactions", "comments", "reshares", "originals",
];

export class Tally {
  constructor() {
    this.days = new Map();
    this.totals = new Map();
    this.notes = new Set();
    this.packed = null;
  }

  // The file has this kind, even if nothing of it.
  has(...kinds) {
    for (const kind of kinds) if (!this.days.has(kind)) this.days.set(kind, new Map());
  }

  add(kind, day) {
    this.has(kind);
    if (day === null || day === undefined) {
      this.notes.add("undated");
      return;
    }
    const days = this.days.get(kind);
    days.set(day, (days.get(day) ?? 0) + 1);
  }

  // How many there are in all, whenever they came.
  total(kind, number) {
    this.totals.set(kind, (this.totals.get(kind) ?? 0) + number);
  }

  note(key) {
    this.notes.add(key);
  }

  // Remembers the newest day something was packed on: the day of the archive.
  packedOn(day) {
    if (day !== null && day > (this.packed ?? 0)) this.packed = day;
  }

  // The twelve months until the archive was made; today where the archive does not say.
  result(today) {
    if (!this.days.size && !this.totals.size) throw new Fault("unknown");
    const all = [...this.days.values()].flatMap((days) => [...days.keys()]);
    const newest = [...all, this.packed ?? 0].reduce((most, day) => (day <= today && day > most ? day : most), 0);
    const until = newest || today;
    const from = yearBefore(until);
    const counts = {};
    for (const kind of KINDS) {
      counts[kind] = this.totals.get(kind) ?? null;
      if (!this.days.has(kind)) continue;
      counts[kind] = 0;
      for (const [day, number] of this.days.get(kind)) if (day > from && day <= until) counts[kind] += number;
    }
    if (until < today - 730) this.note("old");
    return { counts, until: written(until), notes: [...this.notes] };
  }
}
