<section class="hero">
<h1><?cs var:Lang.Portal.LinkGone ?></h1>
<p class="lead"><?cs var:Lang.Portal.LinkGoneText ?></p>
<?cs set:Link.Path = Page.Here ?><form method="post" action="<?cs var:Link.Path ?>/again"><?cs call:csrf() ?><button type="submit" class="primary large"><?cs var:Lang.Portal.LinkAgain ?></button></form>
<p><a class="button" href="/ask"><?cs var:Lang.Portal.Ask ?></a></p>
</section>
