<a class="back" href="/panel/companies"><?cs call:icon("back") ?><?cs var:Lang.Company.Title ?></a>
<div class="page-head"><h1><?cs if:Company.Gone ?><?cs var:Lang.Company.Gone ?><?cs else ?><?cs var:Company.Name ?><?cs /if ?></h1></div>
<section class="section" aria-labelledby="people-head"><h2 id="people-head"><?cs var:Lang.Company.Contacts ?></h2>
<?cs if:subcount(People) ?><ul class="sessions card narrow">
<?cs each:p = People ?><li><div class="grow"><a href="/panel/contacts/<?cs var:p.Id ?>"><?cs if:p.Restricted ?><?cs var:Lang.Restrict.Person ?><?cs elif:p.Name ?><?cs var:p.Name ?><?cs else ?><?cs var:Lang.Panel.ForgottenPerson ?><?cs /if ?></a><?cs if:p.Email ?> <span class="dim"><?cs var:p.Email ?></span><?cs /if ?></div>
<form method="post" action="/panel/companies/<?cs var:Company.Id ?>/contacts/<?cs var:p.Id ?>/remove"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Company.Remove ?><span class="visually-hidden">: <?cs var:p.Name ?></span></button></form></li>
<?cs /each ?></ul><?cs else ?><p class="dim"><?cs var:Lang.Company.Nobody ?></p><?cs /if ?>
<?cs if:After ?><nav class="pages" aria-label="<?cs var:Lang.Panel.Pages ?>"><a class="button small" rel="next" href="/panel/companies/<?cs var:Company.Id ?>?after=<?cs var:After ?>"><?cs var:Lang.Company.More ?><?cs call:icon("next") ?></a></nav><?cs /if ?>
</section>
<?cs if:!Company.Gone ?><section class="section" aria-labelledby="join-head"><h2 id="join-head"><?cs var:Lang.Company.Join ?></h2>
<form class="card panel narrow" method="post" action="/panel/companies/<?cs var:Company.Id ?>/contacts" novalidate><?cs call:csrf() ?>
<div class="field"><label for="email"><?cs var:Lang.Panel.Email ?></label>
<input id="email" name="email" type="email" required maxlength="254" autocomplete="off" value="<?cs var:Form.email ?>"<?cs call:wrong("email-mistake", Error.email) ?>>
<?cs call:mistake("email-mistake", Error.email) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Company.Add ?></button>
</form></section>
<section class="section" aria-labelledby="name-head"><h2 id="name-head"><?cs var:Lang.Company.Rename ?></h2>
<form class="card panel narrow" method="post" action="/panel/companies/<?cs var:Company.Id ?>" novalidate><?cs call:csrf() ?>
<div class="field"><label for="name"><?cs var:Lang.Company.Name ?></label>
<input id="name" name="name" required maxlength="200" autocomplete="off" value="<?cs if:Error.name ?><?cs var:Form.name ?><?cs else ?><?cs var:Company.Name ?><?cs /if ?>"<?cs call:wrong("name-mistake", Error.name) ?>>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<button type="submit"><?cs var:Lang.Company.Save ?></button>
</form></section>
<?cs if:Me.Role >= #2 ?><p class="section"><a href="/panel/erase/company/<?cs var:Company.Id ?>"><?cs var:Lang.Erase.Company ?></a></p><?cs /if ?><?cs /if ?>
