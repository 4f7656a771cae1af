<?cs call:settings_nav() ?><?cs

def:list(name, text, mistake, hint, had, Wrong) ?>
<div class="field"><label for="<?cs var:name ?>"><?cs var:text ?></label>
<textarea id="<?cs var:name ?>" name="<?cs var:name ?>" rows="6" class="mono" spellcheck="false" autocapitalize="off" autocomplete="off" aria-describedby="<?cs var:name ?>-hint<?cs if:mistake ?> <?cs var:name ?>-mistake<?cs /if ?>"<?cs if:mistake ?> aria-invalid="true"<?cs /if ?>>
<?cs var:had ?></textarea>
<p class="hint" id="<?cs var:name ?>-hint"><?cs var:hint ?><?cs if:Network[name].Changed ?> <?cs var:Lang.Network.Changed ?> <?cs call:when(Network[name].Changed) ?><?cs if:Network[name].By ?>, <?cs var:Network[name].By ?><?cs /if ?>.<?cs /if ?></p>
<?cs if:mistake ?><p class="mistake" id="<?cs var:name ?>-mistake"><?cs if:Wrong.Key ?><?cs if:Wrong.Line ?><?cs var:Lang.Network.Line ?> <?cs var:Wrong.Line ?>, <code><?cs var:Wrong.Entry ?></code>: <?cs /if ?><?cs var:Lang.Range[Wrong.Key] ?><?cs if:Wrong.Hint ?> <?cs var:Lang.Network.Meant ?> <code><?cs var:Wrong.Hint ?></code>?<?cs /if ?><?cs else ?><?cs var:mistake ?><?cs /if ?></p><?cs /if ?></div>
<?cs /def ?>
<div class="page-head"><h1><?cs var:Lang.Network.Title ?></h1></div>
<form class="card panel narrow" method="post" action="/panel/settings/network" novalidate><?cs call:csrf() ?>
<p><?cs var:Lang.Network.Text ?></p>
<p><?cs var:Lang.Network.Yours ?> <code><?cs var:Network.Address ?></code></p>
<details class="field"><summary><?cs var:Lang.Network.How ?></summary>
<pre>203.0.113.7
203.0.113.0/24        # <?cs var:Lang.Network.ExampleOffice ?>
198.51.100.10-198.51.100.19
2001:db8:7::/48</pre>
<p class="hint"><?cs var:Lang.Network.Comments ?></p></details>
<?cs if:Network.Fixed ?><p class="hint" id="fixed"><?cs var:Lang.Network.Fixed ?> <code><?cs var:Network.Fixed ?></code></p><?cs /if ?>
<?cs call:list("panel", Lang.Network.Panel, Error.panel, Lang.Network.PanelHint, Form.panel, Mistake.panel) ?>
<?cs call:list("api", Lang.Network.Api, Error.api, Lang.Network.ApiHint, Form.api, Mistake.api) ?>
<?cs call:list("portal", Lang.Network.Portal, Error.portal, Lang.Network.PortalHint, Form.portal, Mistake.portal) ?>
<button type="submit" class="primary"><?cs var:Lang.Panel.Save ?></button>
</form>
