// The parts of Vega that a chart compiled from Vega-Lite can ask for, and nothing that draws trees, forces or clouds.
import { transforms } from "vega-dataflow";
import * as data from "vega-transforms";
import * as marks from "vega-view-transforms";
import * as encoding from "vega-encode";
import * as maps from "vega-geo";
import * as regression from "vega-regression";

Object.assign(transforms, data, marks, encoding, maps, regression);

export { parse } from "vega-parser";
export { View } from "vega-view";
export { expressionInterpreter } from "vega-interpreter";
