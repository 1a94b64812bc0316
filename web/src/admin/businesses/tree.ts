// A business's people as rows that open. Pure.

import type { PersonNode } from "../../shared/api/gen";

// A person may stand in the tree more than once: a row goes by the way that leads to it.
export interface Row extends Omit<PersonNode, "people"> {
  id: string;
  people: Row[];
}

export const rowsOf = (people: PersonNode[] | undefined, above = ""): Row[] =>
  (people ?? []).map((person) => {
    const id = `${above}/${person.person_id}`;
    return { ...person, id, people: rowsOf(person.people, id) };
  });

export const withPeople = (rows: Row[]): Row[] =>
  rows.flatMap((row) => (row.people.length ? [row, ...withPeople(row.people)] : []));
