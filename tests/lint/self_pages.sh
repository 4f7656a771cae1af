# shellcheck shell=bash
# Bad samples for templates and texts.
page() { tree; printf '%s\n' "$1" | sample templates/panel/x.cs; refuses templates "$2"; }
page '<?cs evar:Ticket.Subject ?>' "command 'evar'"
page '<?cs lvar:Ticket.Subject ?>' "command 'lvar'"
page '<?cs alt:Name ?>x<?cs /alt ?>' "command 'alt'"
page '<?cs name:Ticket ?>' "command 'name'"
page '<?cs linclude:Name ?>' "command 'linclude'"
page '<?cs include:"x.cs" ?>' "command 'include'"
page '<?cs include!Page.File ?>' "anything but a literal"
page '<?cs include!"../x.cs" ?>' "anything but a literal"
page '<?cs uvar:Ticket.Subject ?>' "only names under Html."
page '<?cs uvar:Html.Body + Ticket.Subject ?>' "only names under Html."
page '<?cs escape:"none" ?><?cs var:x ?><?cs /escape ?>' "switches escaping off"
page '<?cs def:m(x) ?><?cs escape:"js" ?><?cs call:i(x) ?><?cs /escape ?><?cs /def ?>' "inside a def"
page '<p style="color: red">' "inline style"
page '<style>p { }</style>' "style element"
page '<button onclick="x()">' "inline handler"
page '<script>x()</script>' "script without src"
page '<script src="/a.js">x()</script>' "text inside a script"
page '<a href="javascript:x()">' "javascript: address"
page '<a class=<?cs var:x ?>>' "unquoted attribute"
page '<img src="https://elsewhere.example/x.png">' "another host"
page '<a href="<?cs var:Contact.Name ?>">' "begins with 'Contact.Name'"
page '<iframe src="/x"></iframe>' "iframe without sandbox"
page '<form method="post" action="/x"><button>x</button></form>' "without csrf"
page "$(printf '<form action="/x/<?cs var:Id ?>"\nclass="a" method=post>\n</form>')" "without csrf"
tree
sample templates/panel/x.cs <<'END'
<?cs # a remark: style="" ?><?cs include!"layout/x.cs" ?>
<form method="post" action="/x/<?cs var:Id ?>?v=<?cs var:V ?>"><?cs call:csrf() ?></form>
<form method="get" action="/x"></form><script src="/static/x.js" defer></script>
<?cs each:m = Messages ?><?cs uvar:m.Html.Body ?><?cs /each ?>
<a href="<?cs var:m.Base ?>/x"><?cs if:x ?>y<?cs elif:z ?>z<?cs else ?>w<?cs /if ?></a>
END
accepts templates "a good page"

lang() { # EN ES TEMPLATE TEXT
  tree
  printf 'Site {\n%s\n}\n' "$1" | sample templates/lang/en.hdf
  printf 'Site {\n%s\n}\n' "$2" | sample templates/lang/es.hdf
  printf '%s\n' "$3" | sample templates/panel/x.cs
  [ -z "$4" ] || refuses texts "$4"
}
lang 'A = a' 'B = b' '' "es.hdf: Site.A is missing"
lang 'A = a' 'B = b' '' "en.hdf: Site.B is missing"
lang 'A = ' 'A = b' '' "en.hdf: Site.A is empty"
lang 'A = a' 'A =' '' "es.hdf: Site.A is empty"
tree; for f in en es en-part; do printf 'Site.Name = x\n' | sample "templates/lang/$f.hdf"; done
refuses texts "Site.Name is in another file too"
lang 'A = %n files' 'A = archivos' '' "placeholders '%n' in English"
lang 'A = <b>a</b>' 'A = b' '' "not HTML"
lang 'A = a' 'A = b' '<?cs var:Lang.Site.C ?>' "Site.C is not in"
lang 'A = a' 'A = b' '<?cs var:Lang.Other[x] ?>' "nothing under Other"
lang 'A = a {' 'A = b' '' ""
lang 'A = a' 'A = b' '<?cs var:Lang.Site.A ?><?cs var:Lang.Site[x] ?>' ""
accepts texts "good texts"
printf 'void f(void) { g(tmpl_text(app_tmpl(), rq->language,\n\t"Site.C")); }\n' |
  sample lib/web/x.c
refuses texts "Site.C is not in"
