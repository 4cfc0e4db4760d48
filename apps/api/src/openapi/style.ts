/** The page's own look, light and dark. */
export const STYLE = `
:root{color-scheme:light dark;--text:#1c2430;--soft:#5b6675;--line:#dfe3e8;--back:#fff;--box:#f5f7f9;--link:#1f6feb}
@media(prefers-color-scheme:dark){:root{--text:#e6eaf0;--soft:#9aa6b5;--line:#2c3440;--back:#12161c;--box:#1a2029;--link:#6cb0ff}}
*{box-sizing:border-box}html{scroll-behavior:smooth}
body{margin:0;display:flex;font:15px/1.55 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;color:var(--text);background:var(--back)}
nav{position:sticky;top:0;height:100vh;overflow:auto;flex:0 0 200px;padding:24px;border-right:1px solid var(--line)}
nav h1{font-size:17px;margin:0 0 12px}nav a{display:block;padding:3px 0;color:var(--soft);text-decoration:none}nav a:hover{color:var(--link)}
main{flex:1;min-width:0;max-width:1000px;padding:24px 40px 80px}
h2{margin:40px 0 8px;font-size:20px}h3{margin:28px 0 6px;font-size:15px}h4{margin:14px 0 4px;font-size:12px;color:var(--soft);text-transform:uppercase;letter-spacing:.04em}
a{color:var(--link)}code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{margin:0;padding:12px 14px;background:var(--box);border-radius:8px;overflow:auto}pre i{color:var(--soft);font-style:normal}
details{border:1px solid var(--line);border-radius:8px;margin:8px 0;padding:0 14px}details[open]{padding-bottom:14px}
summary{cursor:pointer;padding:9px 0;list-style:none;display:flex;gap:12px;align-items:baseline;flex-wrap:wrap}summary::-webkit-details-marker{display:none}
.method{font:600 11px/1 ui-monospace,monospace;min-width:56px}.get{color:#1a7f4b}.post{color:#1f6feb}.put,.patch{color:#9a6700}.delete{color:#cf222e}
.what,.roles{color:var(--soft)}.roles{margin:4px 0}table{border-collapse:collapse;width:100%}td{padding:4px 10px 4px 0;border-top:1px solid var(--line);vertical-align:top}
@media(max-width:720px){body{display:block}nav{position:static;height:auto;border:0}main{padding:0 20px 60px}}
`;
