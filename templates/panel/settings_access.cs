<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Access.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Access.Text ?></p>
<form class="card panel narrow" method="post" action="/panel/settings/access" novalidate><?cs call:csrf() ?>
<div class="field"><label for="need"><?cs var:Lang.Access.Rule ?></label>
<select id="need" name="need"<?cs call:wrong("need-mistake", Error.need) ?>>
<option value="1"<?cs if:Form.need == #1 ?> selected<?cs /if ?>><?cs var:Lang.Access.Need.1 ?></option>
<option value="2"<?cs if:Form.need == #2 ?> selected<?cs /if ?>><?cs var:Lang.Access.Need.2 ?></option>
<option value="3"<?cs if:Form.need == #3 ?> selected<?cs /if ?>><?cs var:Lang.Access.Need.3 ?></option>
</select>
<?cs call:mistake("need-mistake", Error.need) ?></div>
<div class="field"><label for="grace"><?cs var:Lang.Access.Grace ?></label>
<input id="grace" name="grace" type="number" min="0" max="90" required value="<?cs var:Form.grace ?>" aria-describedby="grace-hint<?cs if:Error.grace ?> grace-mistake<?cs /if ?>"<?cs if:Error.grace ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="grace-hint"><?cs var:Lang.Access.GraceHint ?></p>
<?cs call:mistake("grace-mistake", Error.grace) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Panel.Save ?></button>
</form>
<section class="section" aria-labelledby="who-head"><h2 id="who-head"><?cs var:Lang.Access.Who ?></h2>
<ul class="sessions card narrow">
<?cs each:g = Agents ?><li>
<div class="grow"><strong><?cs var:g.Name ?></strong>
<p class="dim"><?cs var:Lang.Panel.Role[g.Role] ?> · <?cs if:g.Methods == #3 ?><?cs var:Lang.Access.Both ?><?cs elif:g.Methods == #2 ?><?cs var:Lang.Access.Passkeys ?><?cs elif:g.Methods == #1 ?><?cs var:Lang.Access.Codes ?><?cs else ?><?cs var:Lang.Access.None ?><?cs /if ?></p></div>
<?cs if:g.Mine ?><form method="post" action="/panel/settings/access/<?cs var:g.Id ?>/reset"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Access.Reset ?><span class="visually-hidden">: <?cs var:g.Name ?></span></button></form><?cs /if ?>
</li>
<?cs /each ?></ul>
<p class="hint narrow"><?cs var:Lang.Access.ResetHint ?></p></section>
