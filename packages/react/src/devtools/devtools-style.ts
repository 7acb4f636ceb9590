/** Of its own: devtools look the same on every page, and bring no style sheet to import. */
export const devtoolsStyle: string = `
.rud, .rud * { box-sizing: border-box; }
.rud :is(h3, p, ol, dl, dt, dd) { margin: 0; padding: 0; }
.rud button { font: inherit; color: inherit; cursor: pointer; }
.rud button:focus-visible { outline: 2px solid #70b8ff; outline-offset: -2px; }
.rud-panel { position: fixed; inset-inline: 0; inset-block-end: 0; z-index: 2147483000;
  display: flex; flex-direction: column; block-size: min(62vh, 640px); background: #0d1117;
  color: #e6edf3; font: 12px/1.45 system-ui, sans-serif; border-block-start: 1px solid #30363d; }
.rud-head { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; padding: 8px 12px;
  border-block-end: 1px solid #30363d; }
.rud-button { margin-inline-start: auto; padding: 3px 10px; border: 1px solid #484f58;
  border-radius: 6px; background: #21262d; }
.rud-body { display: flex; flex: 1; min-block-size: 0; }
.rud-picker { inline-size: 220px; flex: none; overflow: auto; border-inline-end: 1px solid #30363d; }
.rud-choice { display: grid; inline-size: 100%; padding: 6px 12px; border: 0; background: none;
  text-align: start; border-inline-start: 3px solid transparent; }
.rud-choice[aria-pressed=true] { background: #161b22; border-inline-start-color: #70b8ff; }
.rud-choice[data-status=failed] .rud-muted { color: #ff9592; }
.rud-name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.rud-muted { color: #9aa4af; font-weight: 400; }
.rud-empty { padding: 24px; color: #9aa4af; }
.rud-detail { flex: 1; min-inline-size: 0; overflow: auto; padding: 12px; display: grid;
  grid-template-columns: minmax(0, 1fr); gap: 14px;
  align-content: start; padding-block-end: 56px; }
.rud-box { display: grid; gap: 6px; min-inline-size: 0; }
.rud h3 { font-size: 12px; font-weight: 600; display: flex; flex-wrap: wrap; gap: 4px 10px; }
.rud-parts { display: flex; flex-wrap: wrap; gap: 2px; }
.rud-parts span { inline-size: 10px; block-size: 10px; border-radius: 2px; background: #30363d; }
.rud-parts [data-state=sending] { background: #f5d90a; }
.rud-parts [data-state=stored] { background: #46a758; }
.rud-parts [data-state=reused] { background: #3b9eff; }
.rud-parts [data-repeated] { outline: 1px solid #ff9592; }
.rud-waterfall { inline-size: 100%; background: #11161d; border-radius: 4px; }
.rud-waterfall g { opacity: .25; }
.rud-waterfall g[data-own] { opacity: 1; }
.rud [data-kind=signing] { --rud-ink: #8b7fe8; }
.rud [data-kind=waiting] { --rud-ink: #59636e; }
.rud [data-kind=sending] { --rud-ink: #46a758; }
.rud [data-kind=answer] { --rud-ink: #3b9eff; }
.rud [data-kind=running] { --rud-ink: #1d6b63; }
.rud [data-kind=failed], .rud-waterfall [data-failed] rect { --rud-ink: #e5484d; }
.rud-waterfall rect { fill: var(--rud-ink); }
.rud-waterfall [data-retry] rect { stroke: #f5d90a; vector-effect: non-scaling-stroke; }
.rud-legend { display: flex; flex-wrap: wrap; gap: 2px 10px; margin-inline-start: auto; font-weight: 400; }
.rud-legend span { display: flex; align-items: center; gap: 4px; }
.rud-legend span::before { content: ''; inline-size: 9px; block-size: 9px; border-radius: 2px; background: var(--rud-ink); }
.rud-legend [data-kind=retry]::before { border: 1px solid #f5d90a; }
.rud-chart { inline-size: 100%; block-size: 60px; background: #11161d; border-radius: 4px; }
.rud-chart polyline { fill: none; stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.rud-chart [data-kind=goodput] { stroke: #46a758; }
.rud-chart [data-kind=at-once] { stroke: #f5d90a; stroke-dasharray: 3 3; }
.rud-at-once { color: #f5d90a; font-weight: 400; }
.rud-life { display: flex; align-items: center; gap: 10px; }
.rud-life-bar { position: relative; inline-size: 160px; block-size: 8px; border-radius: 4px;
  background: #46a758; overflow: hidden; }
.rud-life-used { position: absolute; inset-block: 0; inset-inline-start: 0; background: #30363d; }
.rud-life-bar i { position: absolute; inset-block: 0; inline-size: 2px; background: #f5d90a; }
.rud-facts { display: flex; flex-wrap: wrap; gap: 2px 18px; }
.rud-facts dt { display: inline; color: #9aa4af; }
.rud-facts dt::after { content: ' '; }
.rud-facts dd { display: inline; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.rud-log { list-style: none; max-block-size: 220px; overflow: auto; font: 11px/1.6 ui-monospace, monospace; }
.rud-log time { color: #9aa4af; }
.rud-log [data-type=failed] b, .rud-log [data-type=attemptFailed] b { color: #ff9592; }
@media (max-width: 640px) {
  .rud-body { flex-direction: column; }
  .rud-picker { inline-size: auto; max-block-size: 30%; border-inline-end: 0; border-block-end: 1px solid #30363d; }
}
`
