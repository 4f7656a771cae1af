<div class="page-head"><h1><?cs var:Lang.Company.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Company.Text ?></p>
<?cs if:subcount(Companies) ?><ul class="sessions card narrow">
<?cs each:c = Companies ?><li><div class="grow"><a href="/panel/companies/<?cs var:c.Id ?>"><?cs if:c.Name ?><?cs var:c.Name ?><?cs else ?><?cs var:Lang.Company.Gone ?><?cs /if ?></a></div><span class="dim"><?cs call:day(c.Created) ?></span></li>
<?cs /each ?></ul><?cs else ?><div class="card empty"><?cs call:mark() ?><p><?cs var:Lang.Company.None ?></p></div><?cs /if ?>
<?cs if:Older ?><nav class="pages" aria-label="<?cs var:Lang.Panel.Pages ?>"><a class="button small" rel="next" href="/panel/companies?before=<?cs var:Older ?>"><?cs var:Lang.Panel.Older ?><?cs call:icon("next") ?></a></nav><?cs /if ?>
<section class="section" aria-labelledby="new-head"><h2 id="new-head"><?cs var:Lang.Company.New ?></h2>
<form class="card panel narrow" method="post" action="/panel/companies" novalidate><?cs call:csrf() ?>
<div class="field"><label for="name"><?cs var:Lang.Company.Name ?></label>
<input id="name" name="name" required maxlength="200" autocomplete="off" value="<?cs var:Form.name ?>"<?cs call:wrong("name-mistake", Error.name) ?>>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Company.Make ?></button>
</form></section>
