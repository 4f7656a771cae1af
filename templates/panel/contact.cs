<div class="page-head">
<h1><?cs if:Contact.Restricted ?><?cs var:Lang.Restrict.Person ?><?cs elif:Contact.Gone ?><?cs var:Lang.Panel.ForgottenPerson ?><?cs elif:Contact.Name ?><?cs var:Contact.Name ?><?cs elif:Contact.Email ?><?cs var:Contact.Email ?><?cs else ?><?cs var:Lang.Panel.ForgottenPerson ?><?cs /if ?></h1>
</div>
<?cs if:Contact.Restricted ?><p class="notice"><?cs call:icon("lock") ?><span><?cs var:Lang.Restrict.Text ?></span></p>
<?cs elif:Contact.Gone ?><p class="notice"><?cs call:icon("lock") ?><span><?cs var:Lang.Panel.ForgottenContact ?></span></p>
<?cs else ?><?cs if:Contact.HeldUntil ?><p class="notice narrow"><?cs call:icon("lock") ?><span><?cs var:Lang.Keep.HeldContact ?> <?cs call:day(Contact.HeldUntil) ?>.<?cs if:Me.Role >= #2 ?> <a href="/panel/privacy/holds"><?cs var:Lang.Keep.Holds ?></a><?cs /if ?></span></p>
<?cs /if ?><section class="card panel narrow" aria-labelledby="facts">
<h2 id="facts"><?cs var:Lang.Panel.Contact ?></h2>
<?cs call:facts() ?>
<?cs if:Company.Id ?><p><?cs var:Lang.Company.Of ?> <a href="/panel/companies/<?cs var:Company.Id ?>"><?cs if:Company.Name ?><?cs var:Company.Name ?><?cs else ?><?cs var:Lang.Company.Gone ?><?cs /if ?></a></p>
<?cs /if ?><p><a href="/panel/companies"><?cs var:Lang.Company.Title ?></a></p>
<p><a href="/panel/erase/contact/<?cs var:Contact.Id ?>"><?cs var:Lang.Erase.Contact ?></a></p>
<?cs if:Contact.Factor ?><form class="section" method="post" action="/panel/contacts/<?cs var:Contact.Id ?>/factor"><?cs call:csrf() ?><p class="hint"><?cs var:Lang.Access.ContactHint ?></p>
<button type="submit" class="small"><?cs var:Lang.Access.ContactReset ?></button></form>
<?cs /if ?><?cs if:Me.Role >= #2 ?><p class="section"><a href="/panel/privacy/holds/contact/<?cs var:Contact.Id ?>"><?cs var:Lang.Keep.HoldAdd ?></a></p>
<?cs /if ?></section>
<?cs if:Export.May ?><section class="card panel narrow" aria-labelledby="copy"><h2 id="copy"><?cs var:Lang.Export.SendTitle ?></h2>
<?cs if:Export.State ?><p role="status"><strong><?cs var:Lang.Export.Short[Export.State] ?></strong><?cs if:Export.Made ?><?cs if:Export.Total > #0 ?> <progress max="<?cs var:Export.Total ?>" value="<?cs var:Export.Done ?>" aria-label="<?cs var:Lang.Export.Progress ?>"></progress> <?cs var:number(Export.Done) ?> / <?cs var:plural(Export.Total + "|Lang.Export.Tickets") ?><?cs /if ?><?cs elif:Export.Ready ?> · <?cs var:plural(Export.Total + "|Lang.Export.Tickets") ?>, <?cs var:size(Export.Size) ?> · <?cs var:Lang.Export.Until ?> <?cs var:datetime(Export.Expires) ?><?cs elif:Export.State == "failed" ?> <?cs var:Lang.Export.Fault[Export.Fault] ?><?cs /if ?></p>
<?cs /if ?><?cs if:!Export.Made ?><?cs if:Export.Again ?><p class="hint"><?cs var:Lang.Export.Again ?> <?cs var:datetime(Export.Again) ?></p>
<?cs else ?><form method="post" action="/panel/contacts/<?cs var:Contact.Id ?>/export"><?cs call:csrf() ?><p class="hint"><?cs var:Lang.Export.SendText ?></p>
<button type="submit" class="small"><?cs var:Lang.Export.Send ?></button></form>
<?cs /if ?><?cs /if ?></section>
<?cs /if ?><?cs /if ?><div class="page-head section"><h2><?cs var:Lang.Panel.ContactTickets ?></h2></div>
<?cs if:Tickets ?><?cs call:tickets(Tickets) ?><?cs else ?><div class="card empty"><?cs call:mark() ?><p><?cs var:Lang.Panel.NoContactTickets ?></p></div><?cs /if ?>
<?cs if:Older || View.Further ?><nav class="pages" aria-label="<?cs var:Lang.Panel.Pages ?>">
<?cs if:View.Further ?><a class="button small" href="/panel/contacts/<?cs var:Contact.Id ?>"><?cs call:icon("back") ?><?cs var:Lang.Panel.Newest ?></a><?cs /if ?>
<?cs if:Older ?><a class="button small" rel="next" href="/panel/contacts/<?cs var:Contact.Id ?>?before=<?cs var:Older ?>"><?cs var:Lang.Panel.Older ?><?cs call:icon("next") ?></a><?cs /if ?>
</nav><?cs /if ?>
<?cs include!"layout/contact_privacy.cs" ?>
