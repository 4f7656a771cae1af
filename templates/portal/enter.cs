<section class="hero">
<h1><?cs var:Lang.Customer.SignIn ?></h1>
<p class="lead"><?cs var:Lang.Portal.OpenText ?></p>
<form method="post"><?cs call:csrf() ?><button type="submit" class="primary large"><?cs var:Lang.Customer.SignIn ?></button></form>
</section>
