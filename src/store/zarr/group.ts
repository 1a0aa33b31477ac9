// The group's zarr.json as it is read back: what sweep a store holds, in which chunks, and who computed it. The file may come
// from anybody, so every member is checked, and the spec by the one parser of specs.

import { type Mistake, type Parsed, showGiven } from "../../sweep/mistakes.ts";
import { parseSpec } from "../../sweep/spec.ts";
import { unknownMistakes } from "./arrayCheck.ts";
import { differences, type JsonObject, memberOf, objectOf } from "./difference.ts";
import { chunkShapeMistakes, layoutOf, type ZarrLayout } from "./layout.ts";
import { FORMAT, type ZarrFacts } from "./metadata.ts";

/** A group that was checked. */
export interface ZarrGroup {
  readonly layout: ZarrLayout;
  readonly facts: ZarrFacts;
  /** The group's attributes but for `vanishing_point`: the title, and what somebody added. */
  readonly otherAttributes: JsonObject;
}

/** A text in the facts is for people to read, and no longer than they would. */
const LONGEST_TEXT = 2000;
/** As many engines as nobody's sweep goes through. */
const MOST_ENGINES = 100;

/** Checks a group's metadata; all mistakes at once. */
export function parseGroup(file: string, found: JsonObject): Parsed<ZarrGroup> {
  const attributes = objectOf(memberOf(found, "attributes")) ?? {};
  const own = memberOf(attributes, "vanishing_point");
  const at = (key: string) => `${file}#attributes.vanishing_point.${key}`;
  const format = memberOf(own, "format");
  const mistakes: Mistake[] = [
    ...differences(`${file}#zarr_format`, memberOf(found, "zarr_format"), 3),
    ...differences(`${file}#node_type`, memberOf(found, "node_type"), "group"),
    ...unknownMistakes(file, found, ["zarr_format", "node_type", "attributes", "consolidated_metadata"]),
  ];
  if (format !== FORMAT) {
    // Another format is another program's: what else is in it says nothing here.
    const allowed = `${FORMAT}, of a sweep that this program kept; a later format needs a later version of it`;
    return { ok: false, mistakes: [...mistakes, { path: at("format"), given: showGiven(format), allowed }] };
  }
  mistakes.push(
    ...textMistakes(at("program"), memberOf(own, "program")),
    ...textMistakes(at("version"), memberOf(own, "version")),
    ...enginesMistakes(at("engines"), memberOf(own, "engines")),
  );
  const given = memberOf(own, "spec");
  const spec = parseSpec(given);
  if (!spec.ok) {
    mistakes.push(
      ...spec.mistakes.map((each) => ({
        ...each,
        path: each.path === "" ? at("spec") : `${at("spec")}.${each.path}`,
      })),
    );
    return { ok: false, mistakes };
  }
  // A blank would be filled with today's default, which need not be the one that the sweep ran with.
  mistakes.push(...differences(at("spec"), given, spec.value));
  const chunkShape = memberOf(own, "chunk_shape");
  // Whether it is a list of numbers at all is seen on the next line, and nothing looks at it before.
  const layout = layoutOf(spec.value, chunkShape as number[]);
  mistakes.push(...chunkShapeMistakes(layout, chunkShape, at("chunk_shape")));
  if (mistakes.length > 0) return { ok: false, mistakes };
  const { vanishing_point: _, ...otherAttributes } = attributes;
  return { ok: true, value: { layout, facts: factsOf(own as ZarrFacts), otherAttributes } };
}

/** The facts alone, without what else stood beside them. */
function factsOf({ program, version, engines }: ZarrFacts): ZarrFacts {
  return { program, version, engines: engines.map(({ name, description }) => ({ name, description })) };
}

function textMistakes(path: string, value: unknown): Mistake[] {
  if (typeof value === "string" && value.length <= LONGEST_TEXT) return [];
  return [{ path, given: showGiven(value), allowed: `a text of at most ${LONGEST_TEXT} characters` }];
}

function enginesMistakes(path: string, value: unknown): Mistake[] {
  if (!Array.isArray(value) || value.length > MOST_ENGINES) {
    return [{ path, given: showGiven(value), allowed: `a list of at most ${MOST_ENGINES} engines` }];
  }
  return value.flatMap((engine, index) => [
    ...textMistakes(`${path}.${index}.name`, memberOf(engine, "name")),
    ...textMistakes(`${path}.${index}.description`, memberOf(engine, "description")),
  ]);
}
