<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Website.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Website.Lead ?></p>
<section class="card panel narrow loose" aria-labelledby="button-head"><h2 id="button-head"><?cs var:Lang.Website.Button ?></h2>
<form class="filter" method="get" action="/panel/settings/website"><div class="field"><label for="language"><?cs var:Lang.Website.Language ?></label>
<select id="language" name="language"><option value="en"<?cs if:Site.Language == "en" ?> selected<?cs /if ?>>English</option><option value="es"<?cs if:Site.Language == "es" ?> selected<?cs /if ?>>Español</option></select></div>
<button type="submit"><?cs var:Lang.Website.Choose ?></button></form>
<p><?cs var:Lang.Website.Looks ?></p>
<p><a class="site-button" href="<?cs var:Site.Url ?>" lang="<?cs var:Site.Language ?>"><?cs var:Site.Words ?></a></p>
<div class="field"><label for="snippet"><?cs var:Lang.Website.Copy ?></label>
<textarea id="snippet" class="code" rows="5" readonly spellcheck="false" aria-describedby="snippet-hint"><?cs var:Site.Snippet ?></textarea>
<p class="hint" id="snippet-hint"><?cs var:Lang.Website.CopyHint ?></p></div></section>
<section class="card panel narrow loose" aria-labelledby="there-head"><h2 id="there-head"><?cs var:Lang.Website.There ?></h2>
<p><?cs if:Site.There ?><?cs call:icon("check") ?> <?cs var:Lang.Website.IsThere ?><?cs else ?><?cs var:Lang.Website.NotThere ?><?cs /if ?></p>
<form method="post" action="/panel/settings/website"><?cs call:csrf() ?><?cs if:!Site.There ?><input type="hidden" name="there" value="1"><?cs /if ?><button type="submit"><?cs if:Site.There ?><?cs var:Lang.Website.Unmark ?><?cs else ?><?cs var:Lang.Website.Mark ?><?cs /if ?></button></form></section>
