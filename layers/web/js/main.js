import * as L from "leaflet"; globalThis.L = L;
